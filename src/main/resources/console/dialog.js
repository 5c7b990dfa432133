/** Asks before a write: shows what would be done, demands a reason, and stays until the API has said yes. */
import { Refused, may, pathOf, writer } from './api.js';
import { button, facts, fill, h, link, notice, time } from './dom.js';
import { enabled, field, json, problem, text, who } from './parts.js';

/**
 * @param about nodes that say what this does
 * @param plan gets a writer, and resolves to nodes that show the dry run
 * @param reason whether a reason is demanded
 * @param number says which number of the dry run has to be typed before anything is sent
 * @param fields further fields of the form
 * @param run carries it out with a writer and the form's data, and resolves to what to say of it
 * @param again makes a new start after somebody else changed it
 */
export function ask({ title, about, plan, reason, number, fields, label, kind = '', run, again }) {
	const write = writer();
	const shownPlan = plan && h('div', { class: 'plan', role: 'status' });
	const trouble = h('div', { role: 'alert' });
	const submit = h('button', { class: `main ${kind}`, disabled: Boolean(number) }, label);
	const cancel = button('Cancel', () => dialog.close());
	const counted = number && h('div', { hidden: true }, field('Number',
		text('number', { inputmode: 'numeric', required: true }), 'Type the bold number above to confirm.'));
	const form = h('form', { method: 'dialog', novalidate: true, submit: send }, h('h2', { id: 'dialog' }, title), about, shownPlan,
		reason && field('Reason', text('reason', { required: true, maxlength: 500 }), 'Kept in the history; everybody sees it.'),
		fields, counted, trouble, h('div', { class: 'actions' }, submit, cancel));
	const dialog = h('dialog', { 'aria-labelledby': 'dialog', close: () => dialog.remove(),
		cancel: (event) => cancel.disabled && event.preventDefault() }, form);
	let sent, doubt = false;
	document.body.append(dialog);
	dialog.showModal();
	form.querySelector('input, select, textarea')?.focus();
	plan && look();

	async function look() {
		fill(shownPlan, 'Looking what would be done…');
		try {
			fill(shownPlan, h('h3', {}, 'Dry run'), await plan(write));
			if (counted) counted.hidden = submit.disabled = false;
		} catch (ex) {
			fill(shownPlan, h('h3', {}, ex.settled ? 'The dry run says that this would be refused' : 'The dry run failed'),
				refusal(ex), !ex.settled && button('Try again', look));
		}
	}

	async function send(event) {
		event.preventDefault();
		const complaint = missing(form, number?.());
		if (complaint) {
			fill(trouble, h('p', { class: 'complaint' }, complaint));
			return;
		}
		submit.disabled = cancel.disabled = true;
		fill(trouble);
		sent ??= new FormData(form);
		try {
			const said = await run(write, sent);
			dialog.close();
			notice(said);
		} catch (ex) {
			tell(ex);
		}
		submit.disabled = cancel.disabled = false;
		doubt && submit.focus();
	}

	/** Whoever has left the dialog is told too. Until it is known whether it was done, only the same can be sent. */
	function tell(ex) {
		doubt = Boolean(ex.doubtful || (doubt && !ex.settled));
		sent = doubt ? sent : undefined;
		form.querySelectorAll('input, select, textarea').forEach((input) => input.disabled = doubt);
		const told = [refusal(ex), doubt && h('p', { class: 'complaint' }, 'It is not known whether this was done.')];
		dialog.open ? fill(trouble, told, doubt && h('p', {}, `Press “${label}” again: that is safe, it is not done twice.`))
			: notice([h('h3', {}, title), told], true);
	}

	function refusal(ex) {
		const it = problemOf(ex);
		const anew = async () => {
			await again();
			fill(trouble);
			await look();
		};
		return [problem(it), again && it.code === 'integration.changed-meanwhile' && button('Show what it is now', anew)];
	}
}

/** A defect of the page is told as such. */
export function problemOf(ex) {
	if (ex instanceof Refused) return ex.problem;
	console.error(ex);
	return { title: 'This page has a defect', detail: String(ex) };
}

/** What keeps the form from being sent; undefined if nothing does. */
function missing(form, number) {
	const typed = form.elements.number;
	const empty = [...form.elements].find((input) => input.required && !input.value.trim());
	const wrong = typed && typed.value.trim() !== String(number);
	if (empty || wrong) (empty ?? typed).focus();
	if (empty) return (empty === typed) ? 'Type the number to confirm.' : 'Say why: the reason is missing.';
	return wrong ? `You typed ${typed.value}, but this is about ${number}. Nothing was sent.` : undefined;
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
		plan: async (write) => dryRun(await write('POST', `${path}?dryRun=true`, { version: integration.version })),
		run: async (write, form) => {
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
