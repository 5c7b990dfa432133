/** Which provider is ill, what is stopped, what runs. */
import { get, may } from './api.js';
import { ask } from './dialog.js';
import { button, chip, facts, fill, h, link, show, svg, time } from './dom.js';
import { codeLink, field, progress, select, state, who } from './parts.js';

export function overview() {
	const attention = h('p', { class: 'attention' });
	const [cards, batches] = [h('div', { class: 'cards' }), h('div', { class: 'stack' })];
	let refresh;
	return {
		title: 'Overview',
		every: 15_000, // no event tells of a circuit breaker
		root: [attention, cards, h('h2', {}, 'Running batches'), batches],
		async load() {
			const [summary, { items }] = await Promise.all([get('summary'), get('providers')]);
			return { ...summary, providers: summary.providers.map((provider) => {
				const { inventory, capabilities = [], lastFailure } = items.find(({ name }) => name === provider.name) ?? {};
				return { ...provider, inventory, capabilities, failure: lastFailure };
			}) };
		},
		draw({ providers, runningBatches }, again) {
			refresh = again;
			this.every = providers.some(({ inventory }) => inventory?.state === 'running') ? 2000 : 15_000;
			const ill = providers.filter((provider) => illness(provider).length > 0);
			attention.className = `attention ${ill.length ? 'bad' : 'ok'}`;
			attention.textContent = ill.length
				? ill.map((provider) => `${provider.name}: ${illness(provider).join(', ')}`).join(' · ')
				: (providers.length === 1) ? `${providers[0].name} works.` : `All ${providers.length} providers work.`;
			show(cards, providers, ({ name }) => name, (provider) => card(provider, () => refresh()));
			show(batches, runningBatches.length ? runningBatches : [{ id: '' }], ({ id }) => id, batchLine);
		},
		concerns: () => true,
	};
}

function illness({ hold, circuitBreaker, lastDay }) {
	const now = lastDay.hours.at(-1);
	return [hold && 'on hold', circuitBreaker !== 'closed' && `circuit breaker ${circuitBreaker.replaceAll('_', ' ')}`,
		now?.failed > now?.succeeded && `${now.failed} failed in this hour`].filter(Boolean);
}

function card(provider, refresh) {
	const { name, integrations, openChanges, lastDay, inventory, hold } = provider;
	const list = (label, count, parameters) => count > 0
		&& link(`#/integrations?${new URLSearchParams({ provider: name, ...parameters })}`, `${count} ${label}`);
	const open = (label, { changes, oldestSince }, wanted) => changes > 0 && h('span', {},
		link(`#/changes?${new URLSearchParams({ provider: name, state: wanted })}`, `${changes} ${label}`),
		oldestSince && [', oldest ', time(oldestSince)]);
	const apart = (parts, otherwise) => {
		const present = parts.filter(Boolean);
		return present.length ? present.flatMap((part, index) => index ? [', ', part] : [part]) : otherwise;
	};
	const { enabled, sync } = integrations;
	const known = (inventory?.state === 'listed') ? [`${integrations.total} (complete `, time(inventory.listedAt), ')']
		: `${integrations.total} known here`;
	return h('article', { class: `card ${illness(provider).length ? 'ill' : ''}`, 'aria-label': name },
		h('header', {}, h('h2', {}, link(`#/integrations?provider=${encodeURIComponent(name)}`, name)),
			chip(provider.circuitBreaker === 'closed' ? 'ok' : 'bad', `breaker ${provider.circuitBreaker.replaceAll('_', ' ')}`),
			hold && chip('bad', 'on hold')),
		hold && h('p', { class: 'hold' }, h('strong', {}, 'On hold'), ` by ${who(hold)}, `, time(hold.since),
			hold.until && [', ends ', time(hold.until)], h('span', { class: 'reason' }, hold.reason)),
		facts([
			['Integrations', known],
			['Import', inventory?.state === 'running' ? chip('busy', 'the list is being read') : inventory?.failure
				&& [codeLink(inventory.failure.code), ' ', time(inventory.failure.at), h('small', {}, inventory.failure.detail)]],
			['By state', apart([list('enabled', enabled.enabled, { enabled: true }), list('disabled', enabled.disabled,
				{ enabled: false }), enabled.unknown > 0 && `${enabled.unknown} never asked for`], 'none')],
			['In sync', apart([list('in sync', sync.inSync, { sync: 'in_sync' }), list('pending', sync.pending, { sync: 'pending' }),
				list('drifted', sync.drifted, { sync: 'drifted' }), list('unknown', sync.unknown, { sync: 'unknown' }),
				list('missing', integrations.missing, { missing: true })], 'none')],
			['Open changes', apart([open('pending', openChanges.pending, 'pending'),
				open('applying', openChanges.applying, 'applying')], 'none')],
			['Last success', time(provider.lastSuccess)],
			['Last failure', [time(provider.failure?.at ?? provider.lastFailure), provider.failure?.kind && `: ${provider.failure.kind}`]],
		]),
		chart(lastDay),
		lastDay.codes.length > 0 && h('ul', { class: 'codes' }, lastDay.codes.map(({ code, changes }) => h('li', {},
			link(`#/changes?${new URLSearchParams({ provider: name, code, since: lastDay.hours[0].from })}`, `${changes} ×`),
			' ', codeLink(code)))),
		may('providers:manage', name) && h('div', { class: 'actions' }, importing(provider, refresh),
			hold ? button('Lift hold…', () => askLift(name, hold, refresh), { 'aria-label': `Lift hold… ${name}` })
				: button('Hold…', () => askHold(name, refresh), { 'aria-label': `Hold… ${name}` })),
		past(name));
}

/** Succeeded and failed by hour, as bars on one scale. */
function chart({ succeeded, failed, cancelled, hours }) {
	const most = Math.max(1, ...hours.map((hour) => hour.succeeded + hour.failed));
	const high = (changes) => changes ? Math.max(1, Math.round(changes * 40 / most)) : 0;
	const bars = hours.map((hour, index) => {
		const [good, bad] = [high(hour.succeeded), high(hour.failed)];
		const bar = (kind, y, height) => svg('rect', { class: kind, x: index * 10 + 1, y, width: 8, height });
		return svg('g', {}, svg('title', {}, `${new Date(hour.from).toLocaleTimeString(undefined, { timeStyle: 'short' })}: `
			+ `${hour.succeeded} succeeded, ${hour.failed} failed`), bar('room', 0, 42), good > 0 && bar('good', 42 - good, good),
		bad > 0 && bar('bad', Math.max(0, 42 - good - bad), bad));
	});
	const told = `${succeeded} succeeded, ${failed} failed, ${cancelled} cancelled`;
	return h('figure', {}, svg('svg', { viewBox: '0 0 240 42', preserveAspectRatio: 'none', class: 'chart', role: 'img', 'aria-label': `Changes of 24 hours: ${told}` }, bars),
		h('figcaption', {}, `24 h: ${told}`));
}

/** Who held it before; read when somebody looks. */
function past(name) {
	const into = h('div', {}, 'Reading…');
	const read = async (event) => {
		if (event.target.open) {
			const { items } = await get(`providers/${encodeURIComponent(name)}/holds`);
			fill(into, h('ul', {}, items.length ? items.map((hold) => h('li', {}, time(hold.placedAt),
				` by ${who({ actor: hold.placedBy, via: hold.placedVia })}: ${hold.reason}`, hold.liftedAt
					&& [', lifted ', time(hold.liftedAt), ` by ${who({ actor: hold.liftedBy, via: hold.liftedVia })}`])) : 'None.'));
		}
	};
	return h('details', { toggle: read }, h('summary', {}, 'Holds until now'), into);
}

function askHold(name, refresh) {
	const path = `providers/${encodeURIComponent(name)}/hold`;
	ask({
		title: `Hold ${name}`, reason: true, label: 'Hold', kind: 'danger',
		about: h('p', {}, `Every replica stops calling ${name} within two seconds. Who waits for ${name} is told the reason. `
			+ 'What runs in the background waits until the hold ends.'),
		fields: field('Ends', select('minutes', [['', 'when somebody lifts it'], ['15', 'in 15 minutes'], ['60', 'in an hour'],
			['240', 'in 4 hours'], ['1440', 'in a day']])),
		run: async (write, form) => {
			const minutes = Number(form.get('minutes'));
			await write('PUT', path, { body: { reason: form.get('reason').trim(),
				...(minutes && { until: new Date(Date.now() + minutes * 60_000).toISOString() }) } });
			refresh();
			return `${name} is on hold.`;
		},
	});
}

function askLift(name, hold, refresh) {
	ask({
		title: `Lift the hold of ${name}`, label: 'Lift',
		about: h('p', {}, `${who(hold)} placed it `, time(hold.since), `: ${hold.reason}. Calls to ${name} go on at once, `
			+ 'with what waits in the background.'),
		run: async (write) => (await write('DELETE', `providers/${encodeURIComponent(name)}/hold`), refresh(),
			`The hold of ${name} is lifted.`),
	});
}

/** A button to import what a provider lists, if it has a list and the token allows it. */
export function importing({ name, capabilities, inventory }, refresh) {
	if (!capabilities.includes('list') || inventory?.state === 'running' || !may('providers:manage', name)) return undefined;
	return button('Import…', () => ask({
		title: `Import the list of ${name}`, label: 'Import',
		about: h('p', {}, `Reads the list of ${name} in the background and makes every integration known that it shows. `
			+ 'Nothing is changed at the provider.'),
		run: async (write) => (await write('POST', `providers/${encodeURIComponent(name)}/import`), refresh(),
			`Pending: the list of ${name} is being read.`),
	}), { 'aria-label': `Import… ${name}` });
}

export function batchLine(batch) {
	return batch.id === '' ? h('p', { class: 'dim' }, 'None.') : h('div', { class: 'line' },
		link(`#/batches/${batch.id}`, `${batch.action} ${batch.progress.total}`), ' ', batch.state && state(batch.state),
		` by ${who(batch)} `, time(batch.createdAt), batch.reason && `: ${batch.reason}`, progress(batch.progress));
}
