// Follows the link of a page that only leads on. A fragment, which no server sees, goes along.
const go = document.getElementById("go").getAttribute("href");
location.replace(go.includes("to=") ? go + encodeURIComponent(location.hash) : go);
