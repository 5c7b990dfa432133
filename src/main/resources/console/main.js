/** Opens the screen that the address names, and keeps it true. */
import { may, onSessionOver, whoAmI, writer } from './api.js';
import { batch, batches, newBatch } from './batches.js';
import { change, changes } from './changes.js';
import { problemOf } from './dialog.js';
import { button, h, notice, now, time } from './dom.js';
import { integration, integrations } from './integrations.js';
import { listen } from './live.js';
import { overview } from './overview.js';
import { loginLink, problem } from './parts.js';

const SCREENS = [
	[/^$/, overview],
	[/^integrations$/, integrations], [/^integrations\/([^/]+)\/([^/]+)$/, integration],
	[/^changes$/, changes], [/^changes\/([^/]+)$/, change],
	[/^batches$/, batches], [/^batches\/new$/, newBatch], [/^batches\/([^/]+)$/, batch],
];
const NOWHERE = { title: 'There is no such screen', root: [] };
// Of a batch of thousands there are more events than anybody can read.
const REFRESH_MILLIS = 2000;
// A stream also ends with its token, and is back within that.
const ALARM_MILLIS = 5000;
const READ = 'integrations:read';
const main = document.getElementById('main');
const trouble = h('div', { role: 'alert' });
const live = document.getElementById('live');
const cut = document.getElementById('cut');
let screen, loading, soon, stream, alarm, ended = false, dirty = false, refreshedAt = 0;

function screenOf(path, query) {
	const [pattern, of] = SCREENS.find(([candidate]) => candidate.test(path)) ?? [];
	try {
		return of?.(new URLSearchParams(query), ...path.match(pattern).slice(1).map(decodeURIComponent)) ?? NOWHERE;
	} catch (ex) {
		if (ex instanceof URIError) return NOWHERE;
		throw ex;
	}
}

function open() {
	const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?', 2);
	screen = screenOf(path, query);
	document.title = `${screen.title} · Switchgear`;
	document.querySelectorAll('dialog').forEach((dialog) => dialog.close());
	for (const entry of document.querySelectorAll('header nav a')) {
		const here = entry.hash.replace(/^#\/?/, '') === path.split('/', 1)[0];
		here ? entry.setAttribute('aria-current', 'page') : entry.removeAttribute('aria-current');
	}
	const heading = h('h1', { tabindex: '-1' }, screen.title);
	const content = h('div', { class: 'screen', hidden: true }, screen.root.filter(Boolean));
	main.replaceChildren(heading, trouble, content, h('p', { class: 'loading dim' }, 'Loading…'));
	trouble.replaceChildren();
	heading.focus();
	refresh();
}

/** Reads what the screen shows and shows it, each time one after the other. */
async function refresh() {
	const of = screen;
	clearTimeout(soon);
	soon = undefined;
	const before = loading;
	loading = (async () => {
		await before;
		if (of !== screen) return;
		dirty = false;
		main.setAttribute('aria-busy', 'true');
		try {
			const data = await of.load?.();
			if (of === screen) {
				of.draw?.(data, refresh);
				trouble.replaceChildren();
				main.querySelector('.screen').hidden = false;
				main.querySelector('.loading')?.remove();
			}
		} catch (ex) {
			if (of === screen) {
				main.querySelector('.loading')?.remove();
				trouble.replaceChildren(problem(problemOf(ex)), ended ? '' : button('Try again', refresh));
			}
		}
		refreshedAt = Date.now();
		main.removeAttribute('aria-busy');
	})();
	await loading;
}

/** Some time soon, and not while nobody looks. */
function refreshSoon() {
	dirty = true;
	if (!document.hidden && !soon && !ended) soon = setTimeout(refresh, Math.max(100, refreshedAt + REFRESH_MILLIS - Date.now()));
}

document.addEventListener('visibilitychange', () => dirty && refreshSoon());
setInterval(() => screen?.every && Date.now() - refreshedAt >= screen.every && refreshSoon(), 5000);

const TOLD = { live: 'Live', cut: 'Reconnecting…', lost: 'Interrupted', paused: 'Paused', over: 'Ended' };

function tell(state) {
	if (state !== 'cut') {
		alarm = clearTimeout(alarm);
		cut.replaceChildren();
	} else if (!alarm) {
		const at = new Date(now()).toISOString();
		alarm = setTimeout(() => {
			cut.append(h('p', {}, 'No live updates: the connection was cut ', time(at), '. What you see may be old. Reconnecting…'));
			tell('cut');
		}, ALARM_MILLIS);
	}
	live.dataset.state = cut.hasChildNodes() ? 'lost' : state;
	live.textContent = TOLD[live.dataset.state];
}

/** Nothing goes on from here. What is shown stays to be read. */
function end(...why) {
	ended = true;
	stream?.();
	tell('over');
	main.querySelectorAll('button:not(.copy)').forEach((it) => it.remove());
	document.getElementById('session').replaceChildren(h('p', {}, why));
}

const lacking = () => end(`Your login lacks the scope ${READ}, so nothing can be shown. `
	+ 'Ask whoever keeps the issuer for it, then log out and in again.');

onSessionOver(() => end('Your session is over. Nothing more is read or written until you ', loginLink(), '.'));

document.querySelector('.skip').addEventListener('click', (event) => {
	event.preventDefault(); // the fragment names the screen
	main.focus();
});

document.getElementById('logout').addEventListener('click', async () => {
	try {
		const { body } = await writer()('POST', 'logout');
		stream?.();
		location.assign(body?.location ?? './');
	} catch (ex) {
		notice(problem(problemOf(ex)), true);
	}
});

async function start() {
	const screenBefore = new URLSearchParams(location.search).get('screen');
	if (screenBefore !== null) history.replaceState(null, '', `./${screenBefore.startsWith('#') ? screenBefore : ''}`);
	try {
		const { name } = await whoAmI();
		document.getElementById('me').replaceChildren(name);
		document.getElementById('logout').hidden = false;
	} catch (ex) {
		main.replaceChildren(h('h1', {}, 'Switchgear'), problem(problemOf(ex)), button('Try again', start));
		return;
	}
	if (!may(READ)) return lacking();
	window.addEventListener('hashchange', open);
	open();
	stream = listen({
		heard: (kind, data) => screen.concerns?.(kind, data) && refreshSoon(),
		caughtUp: refreshSoon, // what is shown may be older than the stream
		told: tell,
		refused: () => whoAmI().then(() => may(READ) || lacking(), (ex) => ex.problem?.status !== 401),
	});
}

start();
