/** What several screens show: states, problems, what a change did, forms. */
import { ownClient, remedyOf } from './api.js';
import { chip, copyable, facts, fill, h, link, time } from './dom.js';

const KINDS = { in_sync: 'ok', succeeded: 'ok', pending: 'busy', applying: 'busy', running: 'busy', drifted: 'warn',
	partially_failed: 'warn', failed: 'bad' };

/** A state as the API names it, with its own colour if we know it. */
export const state = (name) => chip(KINDS[name] ?? 'quiet', String(name).replaceAll('_', ' '));

export const enabled = (value) =>
	(value === true) ? chip('on', 'enabled') : (value === false) ? chip('off', 'disabled') : chip('quiet', 'unknown');

export function hashOf(id) {
	const at = id.indexOf('/');
	return `#/integrations/${encodeURIComponent(id.slice(0, at))}/${encodeURIComponent(id.slice(at + 1))}`;
}

/** Who decided, and by which client if it is not this console. */
export const who = ({ actor, via }) => (via && via !== ownClient()) ? `${actor} via ${via}` : actor;

export const codeLink = (code) =>
	h('a', { class: 'code', href: `../problems/${encodeURIComponent(code)}`, target: '_blank', rel: 'noopener' }, code);

/** A problem with all that helps: whose fault it is, what to do, and whom to give which id. */
export function problem(it) {
	const remedy = h('p', { class: 'remedy' });
	it.code && remedyOf(it.code).then((text) => text && fill(remedy, h('strong', {}, 'What to do: '), ticked(text)));
	const from = it.provider;
	const answered = from && [from.name, from.status && ` answered ${from.status}`, from.code && ` (${from.code})`,
		from.message && `: ${from.message}`];
	const again = it.retryable === undefined ? undefined : !it.retryable ? 'does not help'
		: it.retryAfterSeconds ? `can help after ${it.retryAfterSeconds} s` : 'can help';
	return h('section', { class: 'problem' },
		h('p', { class: 'head' }, h('strong', {}, it.title), ' ', it.code && codeLink(it.code)),
		h('p', {}, it.detail),
		it.errors?.length && h('ul', {}, it.errors.map((error) => h('li', {},
			h('code', {}, error.parameter ?? error.pointer ?? ''), ' ', error.message))),
		remedy,
		it.status === 401 && h('p', {}, loginLink()),
		facts([['Blame', it.blame], ['Trying again', again], ['Provider', answered],
			["Provider's request", from?.requestId && copyable(from.requestId)],
			['Change', it.changeId && link(`#/changes/${it.changeId}`, it.changeId)],
			['Our request', it.requestId && copyable(it.requestId)]]));
}

/** Words between backticks become code. */
const ticked = (text) => text.split('`').map((part, index) => (index % 2) ? h('code', {}, part) : part);

/** Leads to the login, and from there back to this screen. */
export function loginLink() {
	const here = (event) => event.currentTarget.href = `./?screen=${encodeURIComponent(location.hash)}`;
	return h('a', { href: './', click: here }, 'log in again');
}

/** The members of JSON with their paths, such as `settings.useProviderIdentity`. */
function flat(value, path = '', into = {}) {
	if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
		Object.entries(value).forEach(([name, member]) => flat(member, path ? `${path}.${name}` : name, into));
	} else {
		into[path] = value;
	}
	return into;
}

const told = (value) => (value === undefined) ? '—' : (value === null) ? 'unknown' : String(value);

/** What a change asked for, with the state before and after; only what it asked for or what differs. */
export function difference(change) {
	const [before, requested, after] = [change.before, change.requested, change.after].map((value) => flat(value ?? {}));
	const names = new Set(Object.keys(requested));
	Object.keys({ ...before, ...after }).filter((name) => change.after && !name.endsWith('.at')
		&& before[name] !== after[name]).forEach((name) => names.add(name));
	if (names.size === 0) return undefined;
	return h('table', { class: 'difference', 'aria-label': 'Before and after' },
		h('thead', {}, h('tr', {}, ['', 'Before', 'Asked for', 'After'].map((name) => name
			? h('th', { scope: 'col' }, name) : h('td')))),
		h('tbody', {}, [...names].map((name) => h('tr', {}, h('th', { scope: 'row' }, name),
			Object.entries({ Before: before, 'Asked for': requested, After: after }).map(([label, values]) =>
				h('td', { 'data-label': label }, told(values[name])))))));
}

/** JSON as text, such as what would be sent. */
export const json = (value) => h('pre', { tabindex: '0' }, JSON.stringify(value, null, 2));

export const field = (label, input, hint) =>
	h('label', { class: 'field' }, h('span', {}, label), input, hint && h('small', {}, hint));
export const text = (name, attributes) =>
	h('input', { name, type: 'text', autocomplete: 'off', spellcheck: 'false', ...attributes });

/** Options are values, or pairs of value and label. */
export function select(name, options, chosen, attributes) {
	return h('select', { name, ...attributes }, options.map((option) => [option].flat()).map(([value, label]) =>
		h('option', { value, selected: value === chosen }, label ?? String(value).replaceAll('_', ' '))));
}

/** Filters: one of these or any, and a text. */
export const choice = (label, name, query, options) =>
	field(label, select(name, [['', 'any'], ...options], query.get(name) ?? ''));
export const entry = (label, name, query, attributes) =>
	field(label, text(name, { value: query.get(name), ...attributes }));

export function progress({ total, pending, applying, succeeded, failed, cancelled }) {
	const ended = succeeded + failed + cancelled;
	return h('div', { class: 'progress' },
		h('progress', { max: total || 1, value: ended, 'aria-label': 'Ended' }),
		h('span', {}, [`${ended} of ${total}`, failed && `${failed} failed`, cancelled && `${cancelled} cancelled`,
			applying && `${applying} applying`, pending && `${pending} waiting`].filter(Boolean).join(', ')));
}

/** What is known of how complete the known integrations are. */
export function completeness(inventories) {
	const lacking = inventories.filter(([, inventory]) => inventory?.state !== 'listed');
	if (lacking.length > 0) {
		return `Integrations that are known here. ${lacking.map(([name]) => name).join(', ')} may have others: `
			+ 'no complete list of the provider was read.';
	}
	return ['All integrations that the providers listed: ', inventories.map(([name, { total, listedAt }], index) =>
		[index > 0 && ', ', `${name} ${total} `, time(listedAt)])];
}

/** Links to the first and the next page of a list. */
export function pager(path, query, { items, nextCursor }) {
	const to = (cursor) => {
		const parameters = new URLSearchParams(query);
		parameters.delete('cursor');
		if (cursor) parameters.set('cursor', cursor);
		return `#/${path}?${parameters}`;
	};
	return h('nav', { class: 'pager', 'aria-label': 'Pages' },
		items.length === 0 && h('span', {}, nextCursor ? 'Nothing on this page, but there is more.'
			: query.size > 0 ? 'Nothing matches.' : 'Nothing yet.'),
		query.has('cursor') && link(to(), 'First page'), nextCursor && link(to(nextCursor), 'Next page'));
}

/** A form of filters that are parameters of the API: what it asks for stands in the address. */
export function filters(path, query, fields) {
	const apply = (event) => {
		event?.preventDefault();
		location.hash = `#/${path}?${chosen(form)}`;
	};
	const form = h('form', { class: 'filters', role: 'search', submit: apply, change: (event) =>
		event.target.tagName === 'SELECT' && apply() }, fields, h('button', {}, 'Apply'),
	[...query.keys()].some((name) => name !== 'cursor') && link(`#/${path}`, 'Clear'));
	return form;
}

/** What a form of filters has, as parameters; empty fields are left out. */
export function chosen(form) {
	const parameters = new URLSearchParams();
	for (const { name, value, type, defaultValue, dataset } of form.elements) {
		const values = (name === 'label') ? value.split(',') : [value ?? '']; // a fieldset has none
		values.map((one) => one.trim()).filter((one) => name && one).forEach((one) =>
			parameters.append(name, (type !== 'datetime-local') ? one : (one === defaultValue) ? dataset.at
				: new Date(one).toISOString()));
	}
	return parameters;
}

/** An instant of a parameter, as a field for dates takes it: to the minute, and twice in the hour after summer time. */
export function moment(name, query) {
	const at = query.get(name) ? new Date(query.get(name)) : undefined;
	const value = at && !Number.isNaN(at.valueOf())
		? new Date(at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16) : undefined;
	return h('input', { name, type: 'datetime-local', value, 'data-at': query.get(name) });
}
