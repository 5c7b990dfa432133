const response = await fetch("v1/me");
document.getElementById("me").textContent = response.ok ? (await response.json()).name : response.status;
