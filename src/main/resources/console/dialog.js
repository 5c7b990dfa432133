/** Asks before a write: shows what would be done, demands a reason, and stays until the API has said yes. */
import { Refused, may, pathOf, writer } from './api.js';
import { button, facts, fill, h, link, notice, time } from './dom.js';
import { enabled, field, json, problem, text, who } from './parts.js';

/**
 * @param about nodes that say what this does
 * @param plan resolves to nodes that show the dry run
 * @param reason whether a reason is demanded
 * @param number says which number has to be typed before anything is sent
 * @param fields further fields of the form
 * @param run carries it out with the form's data and resolves to what to say of it
 * @param again makes a new start after somebody else changed it
 */
export function ask({ title, about, plan, reason, number, fields, label, kind = '', run, again }) {
	const shownPlan = plan && h('div', { class: 'plan', role: 'status' });
	const trouble = h('div', { role: 'alert' });
	const submit = h('button', { class: `main ${kind}` }, label);
	const form = h('form', { method: 'dialog', novalidate: true, submit: send }, h('h2', { id: 'dialog' }, title), about, shownPlan,
		reason && field('Reason', text('reason', { required: true, maxlength: 500 }), 'Kept in the history; everybody sees it.'),
		fields,
		number && field('Number', text('number', { inputmode: 'numeric', required: true }),
			'Type the bold number above to confirm.'),
		trouble, h('div', { class: 'actions' }, submit, button('Cancel', () => dialog.close())));
	const dialog = h('dialog', { 'aria-labelledby': 'dialog', close: () => dialog.remove() }, form);
	document.body.append(dialog);
	dialog.showModal();
	form.querySelector('input, select, textarea')?.focus();
	look();

	async function look() {
		shownPlan && fill(shownPlan, 'Looking what would be done…');
		try {
			shownPlan && fill(shownPlan, h('h3', {}, 'Dry run'), await plan());
		} catch (ex) {
			fill(shownPlan, h('h3', {}, 'The dry run says that this would be refused'), refusal(ex));
		}
	}

	async function send(event) {
		event.preventDefault();
		const complaint = missing(form, number?.());
		if (complaint) {
			fill(trouble, h('p', { class: 'complaint' }, complaint));
			return;
		}
		submit.disabled = true;
		fill(trouble);
		try {
			const said = await run(new FormData(form));
			dialog.close();
			notice(said);
		} catch (ex) {
			fill(trouble, refusal(ex));
		}
		submit.disabled = false;
	}

	function refusal(ex) {
		const it = problemOf(ex);
		const anew = async () => {
			await again();
			fill(trouble);
			await look();
		};
		return [problem(it), again && it.code === 'integration.changed-meanwhile'
			&& button('Show what it is now', anew)];
	}
}

/** A defect of the page is told as such. */
export function problemOf(ex) {
	if (ex instanceof Refused) return ex.problem;
	console.error(ex);
	return { title: 'This page has a defect', detail: String(ex) };
}

function missing(form, number) {
	for (const input of form.elements) {
		if (input.required && !input.value.trim()) {
			input.focus();
			return (input.name === 'number') ? 'Type the number to confirm.' : 'Say why: the reason is missing.';
		}
	}
	const typed = form.elements.number;
	if (typed && typed.value.trim() !== String(number)) {
		typed.focus();
		return `You typed ${typed.value}, but this is about ${number}. Nothing was sent.`;
	}
	return undefined;
}

/** Buttons to switch an integration; none that its provider's scopes refuse. */
export function switches(integration, renewed) {
	if (!may('integrations:write', integration.provider)) return [];
	const of = (wanted, label) => button(`${label}…`, () => askSwitch(integration, wanted, renewed),
		{ 'aria-label': `${label}… ${integration.id}` });
	return [integration.enabled !== true && of(true, 'Enable'), integration.enabled !== false && of(false, 'Disable')];
}

/** Asks to switch an integration as it is on the screen. `renewed` resolves to it as it is now. */
function askSwitch(shown, wanted, renewed) {
	const write = writer();
	const path = `${pathOf(shown)}/${wanted ? 'enable' : 'disable'}`;
	const about = h('div');
	let integration = shown;
	describe();

	function describe() {
		const last = integration.lastChange;
		fill(about, facts([['Asked for', enabled(integration.enabled)],
			['Observed', integration.observed ? [enabled(integration.observed.enabled), ' ', time(integration.observed.at)] : 'never'],
			['Last change', last && [`${last.action} by ${who(last)} `, time(last.at), last.reason && `: ${last.reason}`]]]));
	}

	ask({
		title: `${wanted ? 'Enable' : 'Disable'} ${shown.id}`, about, reason: true, label: wanted ? 'Enable' : 'Disable',
		kind: wanted ? '' : 'danger',
		fields: h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'background' }),
			'Keep trying in the background until the provider takes it'),
		plan: async () => dryRun(await write('POST', `${path}?dryRun=true`, { version: integration.version })),
		run: async (form) => {
			const { status, body } = await write('POST', path, { version: integration.version,
				body: { reason: form.get('reason').trim() }, prefer: form.get('background') && 'respond-async, wait=5' });
			renewed();
			return (status === 202) ? ['Pending: ', link(`#/changes/${body.id}`, `${body.action} ${shown.id}`)]
				: `${shown.id} is ${body.enabled ? 'enabled' : 'disabled'}, as ${shown.provider} confirmed.`;
		},
		again: async () => {
			integration = await renewed();
			describe();
		},
	});
}

/** What a dry run of one write says. */
function dryRun({ body }) {
	const { wouldSend, checks } = body?.dryRun ?? {};
	return [wouldSend ? h('p', {}, h('code', {}, `${wouldSend.method} ${wouldSend.path}`)) : h('p', {}, 'Nothing would be sent to the provider.'),
		wouldSend?.body && json(wouldSend.body), checks && h('p', { class: 'dim' }, `Checked: ${checks.join(', ')}`)];
}
