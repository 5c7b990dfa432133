/** Builds elements. Text becomes text nodes and nothing else: no markup is ever parsed here. */

export const h = (name, attributes, ...children) => build(document.createElement(name), attributes, children);

export const svg = (name, attributes, ...children) =>
	build(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);

function build(element, attributes, children) {
	for (const [name, value] of Object.entries(attributes ?? {})) {
		if (typeof value === 'function') {
			element.addEventListener(name, value);
		} else if ((value ?? false) !== false) {
			element.setAttribute(name, (value === true) ? '' : value);
		}
	}
	return fill(element, children);
}

/** Replaces what is in an element; what is absent is left out. */
export function fill(element, ...children) {
	element.replaceChildren(...children.flat(Infinity).filter((child) => (child ?? false) !== false));
	return element;
}

export const link = (href, ...children) => h('a', { href }, children);
export const dim = (...children) => h('span', { class: 'dim' }, children);
export const count = (number, noun) => `${number} ${noun}${(number === 1) ? '' : 's'}`;
export const button = (label, click, attributes) => h('button', { type: 'button', click, ...attributes }, label);

/** A word with a colour that only repeats what the word says. */
export const chip = (kind, ...children) => h('span', { class: `chip ${kind}` }, children);

/** A definition list; leaves out what is absent. */
export function facts(entries) {
	return h('dl', {}, entries.filter(([, value]) => (value ?? false) !== false)
		.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));
}

/** A text that a click copies; only a sign for that if the text stands beside it. */
export function copyable(text, beside) {
	const sign = svg('svg', { viewBox: '0 0 16 16', class: 'sign', 'aria-hidden': 'true' },
		svg('rect', { x: 5, y: 5, width: 9, height: 10, rx: 2 }), svg('path', { d: 'M11 2.5H4a2 2 0 0 0-2 2V11' }));
	const copy = () => navigator.clipboard?.writeText(text).then(() => notice(`Copied: ${text}`), () => refused())
		?? refused(); // without TLS, or if the person does not allow it
	const refused = () => notice(`Select it and copy it by hand: ${text}`);
	return button([beside ? undefined : text, sign], copy, { class: 'copy', title: 'Copy', 'aria-label': `Copy ${text}` });
}

let offset = 0;

/** Ages are told by the gateway's clock: the one of a laptop may be wrong. */
export function setClock(date) {
	const at = Date.parse(date); // not a number if a proxy added a second one
	offset = at ? at + 500 - Date.now() : offset;
}

export const now = () => Date.now() + offset;

/** How long ago, with the moment itself as title. */
export function time(iso) {
	if (!iso) return dim('never');
	const at = new Date(iso);
	const local = at.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' });
	return h('time', { datetime: iso, title: `${local} (${at.toISOString()})` }, ago(at));
}

function ago(at) {
	const seconds = Math.round((now() - at) / 1000);
	const length = Math.abs(seconds);
	const steps = [[90, 1, 's'], [90 * 60, 60, 'min'], [36 * 3600, 3600, 'h'], [Infinity, 86400, 'd']];
	const [, unit, name] = steps.find(([limit]) => length < limit);
	if (length < 2) return 'just now';
	const told = `${Math.round(length / unit)} ${name}`;
	return (seconds < 0) ? `in ${told}` : `${told} ago`;
}

setInterval(() => document.hidden || document.querySelectorAll('time').forEach((element) =>
	element.textContent = ago(new Date(element.dateTime))), 5000);

/**
 * Shows these items as children of an element, with as few touched as possible: what is focused or selected stays so
 * while its item is the same.
 */
export function show(parent, items, key, draw) {
	const before = new Map([...parent.children].map((child) => [child.dataset.key, child]));
	const focus = parent.contains(document.activeElement) ? spot(parent, document.activeElement) : undefined;
	const children = items.map((item) => {
		const seen = JSON.stringify(item);
		const old = before.get(String(key(item)));
		const child = (old?.seen === seen) ? old : draw(item);
		child.dataset.key = key(item);
		child.seen = seen;
		return child;
	});
	[...parent.children].filter((child) => !children.includes(child)).forEach((child) => child.remove());
	children.forEach((child, index) => {
		if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
	});
	if (focus && !parent.contains(document.activeElement)) {
		focusables([...parent.children].find((child) => child.dataset.key === focus.key))[focus.index]?.focus();
	}
}

function spot(parent, element) {
	const child = [...parent.children].find((candidate) => candidate.contains(element));
	return { key: child.dataset.key, index: focusables(child).indexOf(element) };
}

const focusables = (element) => [...(element?.querySelectorAll('a, button, input, select, textarea, summary') ?? [])];

/** A table whose cells carry their column's name, for screens too narrow for columns. */
export function table(label, columns) {
	const body = h('tbody');
	const head = h('tr', {}, columns.map((column) => h('th', { scope: 'col' }, column)));
	const element = h('table', { 'aria-label': label }, h('thead', {}, head), body);
	return {
		element,
		rows: (items, key, cells) => show(body, items, key, (item) => h('tr', {},
			cells(item).map((cell, index) => h('td', { 'data-label': columns[index] }, cell)))),
	};
}

/** Says something to eyes and to screen readers, for a moment unless it `stays`. */
export function notice(said, stays = false) {
	const dismiss = button('Dismiss', () => element.remove(), { class: 'plain' });
	const element = h('div', { class: 'notice' }, h('div', {}, said), dismiss);
	document.getElementById('notices').append(element);
	stays || setTimeout(() => element.remove(), 12_000);
}
