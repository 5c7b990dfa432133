/** The integrations that are known here, and one of them. */
import { Refused, get, may, pathOf, providersFor } from './api.js';
import { problemOf, switches } from './dialog.js';
import { button, chip, copyable, dim, facts, fill, h, link, notice, show, table, time } from './dom.js';
import { changeItem } from './changes.js';
import { importing } from './overview.js';
import { choice, completeness, enabled, entry, field, filters, hashOf, pager, problem, select, state, who } from './parts.js';

const SELECTING = ['provider', 'enabled', 'sync', 'missing', 'label', 'q'];

/** The fields that select integrations of the providers for which one has the scope. */
export function selecting(query, scope) {
	return [
		choice('Provider', 'provider', query, providersFor(scope)),
		entry('Search', 'q', query, { type: 'search', placeholder: 'name, id or type' }),
		choice('Asked for', 'enabled', query, [['true', 'enabled'], ['false', 'disabled']]),
		choice('Sync', 'sync', query, ['in_sync', 'pending', 'drifted', 'unknown']),
		choice('Missing', 'missing', query, [['true', 'yes'], ['false', 'no']]),
		entry('Labels', 'label', query, { value: query.getAll('label').join(', '), placeholder: 'team:billing' }),
	];
}

export function integrations(query) {
	const note = h('p', { class: 'dim' });
	const rows = table('Integrations', ['Integration', 'Asked for', 'Observed', 'Sync', 'Labels', 'Last change', 'Actions']);
	const end = h('div');
	const selected = new URLSearchParams([...query].filter(([name]) => SELECTING.includes(name)));
	return {
		title: 'Integrations',
		root: [filters('integrations', query, [...selecting(query, 'integrations:read'), field('Order',
			select('sort', [['', 'by id'], ['updatedAt', 'last updated first']], query.get('sort') ?? ''))]), note, rows.element, end],
		load: () => Promise.all([get('integrations', query), get('providers')]),
		draw([page, { items: providers }], again) {
			const reached = providers.filter(({ name }) => [null, name].includes(query.get('provider')));
			this.every = reached.some(({ inventory }) => inventory?.state === 'running') ? 2000 : undefined;
			fill(note, completeness(reached.map(({ name, inventory }) => [name, inventory])));
			rows.rows(page.items, ({ id }) => id, (integration) => cells(integration, again));
			const none = !page.items.length && reached.length > 0 && [...query.keys()].every((name) => name === 'provider');
			fill(end, pager('integrations', query, page), unlisted(query, page, providers), none && firstSteps(reached, again),
				may('integrations:write', query.get('provider')) && h('p', {}, selected.size
					? link(`#/batches/new?${selected}`, 'New batch with this filter…')
					: dim('To switch many at once, filter them first.')));
		},
		concerns: (kind) => kind === 'change' || kind === 'integration',
	};
}

/** Integrations need no registration: one that is not known here can be opened by its id. */
function unlisted(query, { items }, providers) {
	const id = query.get('q') ?? '';
	const named = providers.find(({ name }) => id.startsWith(`${name}/`) && id.length > name.length + 1);
	return items.length === 0 && named && h('p', {}, link(hashOf(id), `Open ${id}`), ', which is not known here yet.');
}

/** What to do where nothing is known. */
function firstSteps(providers, again) {
	const imports = providers.map((provider) => importing(provider, again)).filter(Boolean);
	return h('div', { class: 'item' }, h('p', {}, 'No integration is known here yet. To open one, search for its provider and id, '
		+ 'as in ', h('code', {}, `${providers[0]?.name}/1234`), '. Then read or switch it.'),
	imports.length > 0 && [h('p', {}, 'Or have the gateway read the list of a provider:'), h('div', { class: 'actions' }, imports)]);
}

function cells(integration, again) {
	const { id, displayName, type, observed, labels, lastChange: last } = integration;
	const renewed = async () => (again(), get(pathOf(integration)));
	return [
		[h('span', { class: 'id' }, link(hashOf(id), id), copyable(id, true)), (displayName || type)
			&& h('small', {}, [displayName, type].filter(Boolean).join(' · '))],
		enabled(integration.enabled),
		observed ? [enabled(observed.enabled), h('small', {}, time(observed.at))] : dim('never'),
		[state(integration.sync), integration.missingSince && h('small', {}, 'missing ', time(integration.missingSince))],
		labelChips(labels),
		last ? [h('span', {}, link(`#/changes/${last.id}`, last.action), ' ', last.state !== 'succeeded' && state(last.state)),
			h('small', {}, who(last), ' ', time(last.at)), last.reason && h('small', {}, last.reason)] : dim('none'),
		h('div', { class: 'actions' }, switches(integration, renewed)),
	];
}

const labelChips = (labels) => Object.entries(labels).map(([name, value]) => [chip('label', `${name}:${value}`), ' ']);

/** One integration: what was asked for, what is so, and what happened to it. */
export function integration(query, provider, externalId) {
	const ref = { provider, externalId };
	const id = `${provider}/${externalId}`;
	const path = pathOf(ref);
	const [head, history, end] = [h('div'), h('div', { class: 'stack' }), h('div')];
	const [facing, details] = [h('div', { class: 'facing' }), h('div', { class: 'facing' })];
	const draw = ([[known, trouble], [page = { items: [] }]], again) => {
		const renewed = async () => (await again(), get(path));
		show(head, [known ?? { ...ref, id }], () => id, (shown) => h('div', { class: 'actions' }, copyable(id),
			switches(shown, renewed), button('Read now', () => fresh(again))));
		show(facing, known ? [known] : [], () => id, asked);
		show(details, trouble ? [trouble] : [known], () => id, (shown) => trouble ? problem(trouble) : settings(shown));
		show(history, page.items, (change) => change.id, (change) => changeItem(change, id));
		fill(end, pager(`integrations/${encodeURIComponent(provider)}/${encodeURIComponent(externalId)}`, query, page));
	};
	const fresh = async (again) => {
		try {
			const { observed } = await get(path, { fresh: true });
			notice(observed ? [`${provider} says: `, enabled(observed.enabled)] : `${provider} cannot be read.`);
			await again();
		} catch (ex) {
			notice(problem(problemOf(ex)), true);
		}
	};
	return {
		title: id,
		root: [head, facing, details, h('h2', {}, 'History'), history, end],
		load: () => Promise.all([found(get(path)), found(get(`${path}/changes`, query))]),
		draw,
		concerns: (kind, data) => data.integration === id || kind === 'integration',
	};
}

/** What is not known is no error of the screen. */
const found = (reading) => reading.then((it) => [it], (ex) => {
	if (ex instanceof Refused && ex.problem.status === 404) return [undefined, ex.problem];
	throw ex;
});

function asked({ enabled: wanted, observed, sync, lastChange: last, missingSince }) {
	return h('div', {},
		h('section', {}, h('h2', {}, 'Asked for'), h('p', { class: 'big' }, enabled(wanted)), last
			? h('p', {}, link(`#/changes/${last.id}`, last.action), ' ', state(last.state), ` by ${who(last)} `, time(last.at), ' ',
				last.reason && h('span', { class: 'reason' }, last.reason)) : h('p', { class: 'dim' }, 'Nobody asked for a change here.')),
		h('section', {}, h('h2', {}, 'Observed'), h('p', { class: 'big' }, observed ? enabled(observed.enabled) : chip('quiet', 'never')),
			h('p', {}, state(sync), ' ', observed && ['at the provider ', time(observed.at)],
				missingSince && [' · no longer listed since ', time(missingSince)])));
}

function settings({ displayName, type, labels, settings: own, credentials, version, createdAt, updatedAt }) {
	const pairs = (members) => Object.keys(members).length
		? facts(Object.entries(members).map(([name, value]) => [name, String(value)])) : h('p', { class: 'dim' }, 'None.');
	return h('div', {},
		h('section', {}, h('h2', {}, 'About'), facts([['Name', displayName], ['Type', type], ['Labels', Object.keys(labels).length > 0
			&& labelChips(labels)], ['Version', copyable(String(version))], ['Known since', time(createdAt)], ['Updated', time(updatedAt)]])),
		h('section', {}, h('h2', {}, 'Settings'), pairs(own), h('h2', {}, 'Credentials'), pairs(credentials)));
}
