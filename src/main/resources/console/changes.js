/** What was changed, by whom and why. */
import { get, may, providersFor } from './api.js';
import { ask } from './dialog.js';
import { button, copyable, dim, facts, fill, h, link, show, table, time } from './dom.js';
import { choice, codeLink, difference, entry, field, filters, hashOf, moment, pager, problem, state, who } from './parts.js';

export const COLUMNS = ['Requested', 'Integration', 'Change', 'State', 'By', 'Reason', 'Problem', 'Actions'];
export const STATES = ['pending', 'applying', 'succeeded', 'failed', 'cancelled'];

export function changes(query) {
	const rows = table('Changes', COLUMNS);
	const end = h('div');
	return {
		title: 'Changes',
		root: [filters('changes', query, [
			choice('Provider', 'provider', query, providersFor('integrations:read')), choice('State', 'state', query, STATES),
			choice('Change', 'action', query, ['enable', 'disable', 'update', 'forget']),
			entry('By', 'actor', query), entry('Via', 'via', query),
			entry('Problem', 'code', query, { placeholder: 'provider.timeout' }), entry('Batch', 'batch', query),
			field('Since', moment('since', query)), field('Until', moment('until', query))]), rows.element, end],
		load: () => get('changes', query),
		draw(page, again) {
			rows.rows(page.items, ({ id }) => id, (change) => cells(change, again));
			fill(end, pager('changes', query, page));
		},
		concerns: (kind) => kind === 'change',
	};
}

/** A change as a row of a list. */
export function cells(change, again) {
	return [link(`#/changes/${change.id}`, time(change.createdAt)),
		h('span', { class: 'id' }, link(hashOf(change.integration), change.integration), copyable(change.integration, true)),
		change.action, state(change.state), who(change), change.reason ?? dim('none'),
		change.problem ? [codeLink(change.problem.code), h('small', {}, change.problem.detail)] : dim('none'),
		cancelling(change, again)];
}

/** One change: what it asked for, before and after, and what went wrong. */
export function change(query, id) {
	const [head, body] = [h('div'), h('div')];
	return {
		title: 'Change',
		root: [head, body],
		load: () => get(`changes/${encodeURIComponent(id)}`),
		draw(shown, again) {
			show(head, [shown], () => id, () => h('div', { class: 'actions' }, copyable(id), cancelling(shown, again)));
			show(body, [shown], () => id, (it) => h('div', { class: 'stack' }, changeItem(it), h('section', { class: 'item' }, facts([
				['Source', it.source], ['Batch', it.batch && link(`#/batches/${it.batch}`, it.batch)],
				['Attempts of the write', it.attempts], ['Requests in all', it.requests],
				["Provider's request", it.providerRequestId && copyable(it.providerRequestId)],
				['Requested', time(it.createdAt)], ['Not before', it.notBefore && time(it.notBefore)],
				['Tried until', it.notAfter && time(it.notAfter)],
				['Started', it.startedAt && time(it.startedAt)], ['Ended', it.finishedAt && time(it.finishedAt)],
				['Replaced by', it.supersededBy && link(`#/changes/${it.supersededBy}`, it.supersededBy)],
				['Cancelled by', it.cancelledBy && who({ actor: it.cancelledBy, via: it.cancelledVia })],
			]))));
		},
		concerns: (kind, data) => kind === 'change' && data.id === id,
	};
}

/** A change as an item of a history. */
export function changeItem(it, within) {
	return h('article', { class: 'item' },
		h('p', { class: 'head' }, link(`#/changes/${it.id}`, it.action), ' ', state(it.state), ' ', it.integration !== within && link(hashOf(it.integration), it.integration),
			` by ${who(it)} `, time(it.createdAt), it.batch && [' in ', link(`#/batches/${it.batch}`, 'a batch')],
			it.attempts > 1 && `, ${it.attempts} attempts`),
		it.reason && h('p', { class: 'reason' }, it.reason),
		difference(it),
		it.problem && problem(it.problem));
}

function cancelling({ id, state: now, integration, action }, again) {
	const provider = integration.split('/', 1)[0];
	return now === 'pending' && may('integrations:write', provider) && button('Cancel…', () => ask({
		title: `Cancel ${action} ${integration}`, label: 'Cancel the change', kind: 'danger',
		about: h('p', {}, 'It has not started: nothing was sent to the provider for it, and nothing will be.'),
		run: async (write) => (await write('POST', `changes/${id}/cancel`), again(), `${action} ${integration} is cancelled.`),
	}), { 'aria-label': `Cancel… ${action} ${integration}` });
}
