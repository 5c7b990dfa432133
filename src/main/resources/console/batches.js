/** One change for many: what runs, what came of it, and how it is undone. */
import { get, may } from './api.js';
import { COLUMNS, STATES, cells } from './changes.js';
import { ask } from './dialog.js';
import { button, copyable, count, dim, facts, fill, h, link, show, table, time } from './dom.js';
import { selecting } from './integrations.js';
import { choice, chosen, codeLink, enabled, entry, field, filters, pager, progress, select, state, text, who } from './parts.js';

const WRITE = 'integrations:write';
const RUNNING = ['pending', 'running'];
const SHOWN = 500;
const RAILS = ['maxErrors', 'minItems', 'maxConcurrency', 'onTooManyErrors', 'notBefore'];

export function batches(query) {
	const rows = table('Batches', ['Created', 'Change', 'State', 'Progress', 'By', 'Reason']);
	const end = h('div');
	return {
		title: 'Batches',
		root: [
			filters('batches', query, [
				choice('State', 'state', query, ['pending', 'running', 'succeeded', 'partially_failed', 'failed', 'cancelled']),
				entry('By', 'actor', query), entry('Via', 'via', query)]),
			may(WRITE) && h('p', {}, link('#/batches/new', 'New batch…')), rows.element, end],
		load: () => get('batches', query),
		draw(page) {
			rows.rows(page.items, ({ id }) => id, (batch) => [link(`#/batches/${batch.id}`, time(batch.createdAt)), batch.action,
				state(batch.state), progress(batch.progress), who(batch), batch.reason ?? dim('none')]);
			fill(end, pager('batches', query, page));
		},
		concerns: (kind, data) => kind === 'batch' || Boolean(data.batch),
	};
}

/** One batch, with what became of each of its integrations. */
export function batch(query, id) {
	const path = `batches/${encodeURIComponent(id)}`;
	const [head, body, end] = [h('div'), h('div'), h('div')];
	const rows = table('Changes of the batch', COLUMNS);
	return {
		title: 'Batch',
		root: [head, body, h('h2', {}, 'Its changes'), filters(`batches/${id}`, query, [
			choice('State', 'state', query, STATES), entry('Problem', 'code', query)]), rows.element, end],
		load: () => Promise.all([get(path), get(`${path}/changes`, query)]),
		draw([shown, page], again) {
			show(head, [shown], () => id, () => h('div', { class: 'actions' }, copyable(id),
				shown.writable && buttons(shown, path, again)));
			show(body, [shown], () => id, described);
			rows.rows(page.items, (change) => change.id, (change) => cells(change, again));
			fill(end, pager(`batches/${id}`, query, page));
		},
		concerns: (kind, data) => data.batch === id || data.id === id,
	};
}

function described(it) {
	const { stoppedBy, selection } = it;
	return h('section', { class: 'item' },
		h('p', { class: 'head' }, it.action, ' ', state(it.state), ` by ${who(it)} `, time(it.createdAt)),
		it.reason && h('p', { class: 'reason' }, it.reason),
		progress(it.progress),
		stoppedBy && h('p', { class: 'complaint' }, `Stopped by itself: ${stoppedBy.errors} failed, ${stoppedBy.maxErrors} were allowed. `,
			codeLink(stoppedBy.code)),
		facts([
			['Cancelled', it.cancelledAt && [time(it.cancelledAt), it.cancelledBy
				&& ` by ${who({ actor: it.cancelledBy, via: it.cancelledVia })}`]],
			['Undoes', it.reverts && link(`#/batches/${it.reverts}`, it.reverts)],
			['Not before', it.notBefore && time(it.notBefore)],
			['Errors allowed', it.maxErrors], ['Counted from', it.minItems && count(it.minItems, 'item')], ['At once', it.maxConcurrency],
			['Not restored', it.skipped?.length > 0 && h('ul', {}, it.skipped.map(({ code, items }) => h('li', {},
				`${items} × `, codeLink(code))))],
			['Selected', selection && `${selection.known} known here`],
			['Failed by problem', it.failures?.length > 0 && h('ul', {}, it.failures.map(({ code, items }) => h('li', {},
				link(`#/batches/${it.id}?${new URLSearchParams({ code })}`, `${items} ×`), ' ', codeLink(code))))],
		]));
}

function buttons(it, path, again) {
	const { total, pending, failed, succeeded } = it.progress;
	const runs = RUNNING.includes(it.state);
	return [
		runs && button('Cancel…', () => ask({
			title: 'Cancel this batch', label: 'Cancel the batch', kind: 'danger',
			about: h('p', {}, `About ${pending} of ${total} have not started: they are not changed. What is being applied ends. `
				+ 'What has ended stays as it is.'),
			run: async (write) => (await write('POST', `${path}/cancel`), again(), 'The batch is cancelled.'),
		})),
		!runs && failed > 0 && it.state !== 'cancelled' && button('Retry failed…', () => ask({
			title: `Retry ${failed} failed`, label: 'Retry',
			about: h('p', {}, `Tries ${count(failed, 'integration')} again, and touches no other.`),
			run: async (write) => (await write('POST', `${path}/retry`), again(), `Pending: ${failed} tried again.`),
		})),
		!runs && succeeded > 0 && button('Revert…', () => askRevert(it, path)),
	];
}

/** Shows what would be restored and what would not, before the number is asked for. */
function askRevert(it, path) {
	let planned;
	ask({
		title: 'Revert this batch', label: 'Revert', kind: 'danger', reason: true, number: () => planned?.dryRun.wouldChange,
		about: h('p', {}, 'Restores what each integration was before it, unless somebody has changed it since.'),
		plan: async (write) => {
			planned = (await write('POST', `${path}/revert?dryRun=true`)).body;
			return plan(planned, true);
		},
		run: async (write, form) => started(await write('POST', `${path}/revert`, { body: { reason: form.get('reason').trim() } })),
	});
}

function started({ body }) {
	location.hash = `#/batches/${body.id}`;
	return ['Pending: ', link(`#/batches/${body.id}`, `${body.action} ${body.progress.total}`)];
}

/** The integrations that a dry run reached. */
function plan({ dryRun, selection }, undoing) {
	const items = dryRun.integrations;
	const rows = table('What it would change', ['Integration', 'Asked for', 'Sync', 'Outcome']);
	rows.rows(items.slice(0, SHOWN), ({ id }) => id, (item) => [[h('code', {}, item.id), item.displayName && h('small', {}, item.displayName)],
		enabled(item.enabled), item.sync ? state(item.sync) : dim('not known here'),
		item.skipped ? ['skipped: ', codeLink(item.skipped)] : item.wouldChange === false ? 'is so already' : 'would change']);
	return [h('p', {}, undoing ? [h('strong', {}, dryRun.wouldChange), ` of ${items.length} would be restored. `]
		: [h('strong', {}, items.length), ` integration${items.length === 1 ? '' : 's'}, ${dryRun.wouldChange} of them would change. `],
		selection && (selection.inventory === 'listed' ? 'These are all that the provider listed.'
			: 'These are the ones that are known here; the provider may have others.')),
	h('div', { class: 'frozen', tabindex: '0', role: 'region', 'aria-label': 'Integrations' }, rows.element),
	items.length > SHOWN && h('p', { class: 'dim' }, `And ${items.length - SHOWN} more.`)];
}

/** From a filter, or from ids, to a list that stays as it was looked at. */
export function newBatch(query) {
	const provider = query.get('provider');
	const ids = h('textarea', { name: 'ids', rows: 5, spellcheck: 'false', placeholder: 'rootfi/1234' });
	const complaint = h('p', { class: 'complaint', role: 'alert' });
	const form = h('form', { class: 'item', submit: (event) => {
		event.preventDefault();
		const listed = ids.value.split(/[\s,]+/).filter(Boolean);
		const selector = selectorOf(chosen(form));
		complaint.textContent = (listed.length > 0) === (Object.keys(selector).length > 0)
			? 'Choose a filter, or name integrations, and not both.' : '';
		complaint.textContent || askBatch(form.elements.action.value, listed.length > 0 ? { integrations: listed } : { selector });
	} }, field('Do', select('action', [['disable', 'disable'], ['enable', 'enable']], query.get('action') ?? 'disable')),
	h('fieldset', {}, h('legend', {}, 'all that match a filter'), h('div', { class: 'filters' },
		selecting(query, WRITE))), field('or these integrations', ids, 'One a line'),
	complaint, h('div', { class: 'actions' }, h('button', { class: 'main' }, 'Preview…')));
	return {
		title: 'New batch',
		root: may(WRITE, provider) ? [h('p', {}, 'Nothing is written before you have seen the list and typed its number.'), form]
			: [h('p', {}, 'No batch can be started here: your login lacks the scope ', h('code', {}, WRITE),
				provider && ` for ${provider}`, '.')],
	};
}

function selectorOf(parameters) {
	const { provider, q, enabled: wanted, sync, missing } = Object.fromEntries(parameters);
	const labels = parameters.getAll('label').map((label) => [label.split(':', 1)[0], label.slice(label.indexOf(':') + 1)]);
	return { ...(provider && { provider }), ...(q && { q }), ...(sync && { sync }), ...(wanted && { enabled: wanted === 'true' }),
		...(missing && { missing: missing === 'true' }), ...(labels.length > 0 && { labels: Object.fromEntries(labels) }) };
}

function askBatch(action, reached) {
	let frozen = [];
	ask({
		title: `Preview: ${action} many`, label: 'Start the batch', kind: 'danger', reason: true, number: () => frozen.length,
		plan: async (write) => {
			const { body } = await write('POST', 'batches?dryRun=true', { body: { action, ...reached } });
			frozen = body.dryRun.integrations.map(({ id }) => id);
			return plan(body);
		},
		fields: h('fieldset', { class: 'filters' }, h('legend', {}, 'Guard rails'),
			field('Errors allowed before it stops', text('maxErrors', { placeholder: '5 or 10%', size: 8 })),
			field('Percent counts from', text('minItems', { inputmode: 'numeric', placeholder: 'items', size: 8 })),
			field('At once', text('maxConcurrency', { inputmode: 'numeric', placeholder: 'any', size: 8 })),
			field('If stopped', select('onTooManyErrors', [['', 'leave what was done'], ['revert', 'revert what was done']])),
			field('Not before', h('input', { name: 'notBefore', type: 'datetime-local' }))),
		run: async (write, form) => started(await write('POST', 'batches', { body: { action, reason: form.get('reason').trim(),
			integrations: frozen, expectedTotal: frozen.length, ...rails(form) } })),
	});
}

/** The guard rails that were filled in, as the API takes them. */
function rails(form) {
	const filled = [...form].filter(([name, value]) => RAILS.includes(name) && value.trim());
	return Object.fromEntries(filled.map(([name, value]) => [name, (name === 'notBefore') ? new Date(value).toISOString()
		: /^\d+$/.test(value.trim()) ? Number(value) : value.trim()]));
}
