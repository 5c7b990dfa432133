/** Calls the API below the page's own address, with the cookie of the session. */
import { setClock } from './dom.js';

// Longer than the gateway takes for any call
const PATIENCE_MILLIS = 90_000;

/** A call that was refused, or that the gateway did not answer: then it is `doubtful` whether a write was done. */
export class Refused extends Error {
	constructor(problem, doubtful = false) {
		super(problem.detail);
		Object.assign(this, { problem, doubtful });
	}
}

let whenOver = () => {};

/** What to do once the session is over. */
export const onSessionOver = (listener) => whenOver = listener;

export function get(path, parameters) {
	const query = new URLSearchParams(parameters ?? '').toString();
	return call('GET', query ? `${path}?${query}` : path, {});
}

/**
 * Sends writes; each resolves to `{ status, body }`. Until the gateway has said what became of a write, the same one is
 * sent with the same key, so that it is not carried out twice. A refusal is `settled` if that is known.
 */
export function writer() {
	const keys = new Map();
	return async (method, path, { body, version, prefer } = {}) => {
		const asked = JSON.stringify([method, path, body, version, prefer]);
		keys.has(asked) || keys.set(asked, randomKey());
		const headers = { 'Idempotency-Key': keys.get(asked) };
		if (version !== undefined) headers['If-Match'] = `"${version}"`;
		if (prefer) headers.Prefer = prefer;
		if (body) headers['Content-Type'] = 'application/json';
		try {
			const answer = await call(method, path, { headers, body: body && JSON.stringify(body) });
			keys.delete(asked);
			return answer;
		} catch (ex) {
			ex.settled = ex instanceof Refused && isFinal(ex.problem);
			if (ex.settled) keys.delete(asked);
			throw ex;
		}
	};
}

/** The gateway keeps such a refusal for its key. It forgets others, and a lost login says nothing of the write. */
const isFinal = ({ blame, retryable, status }) => blame === 'caller' && !retryable && status !== 401;

const randomKey = () =>
	[...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function call(method, path, { headers, body }) {
	const writes = method !== 'GET';
	let response;
	try {
		response = await fetch((path === 'logout') ? path : `v1/${path}`, {
			method, body, redirect: 'manual', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MILLIS),
			headers: { Accept: 'application/json', ...(writes && { 'X-Switchgear-Console': '1' }), ...headers },
		});
	} catch {
		throw new Refused({ title: 'The gateway cannot be reached', detail: 'No answer came. Check the network.' }, writes);
	}
	setClock(response.headers.get('Date'));
	if (response.status === 401 || response.type === 'opaqueredirect') {
		me = { ...me, scopes: {} };
		whenOver();
	}
	const answer = await response.json().catch(() => undefined);
	if (response.ok && (answer !== undefined || response.status === 204)) {
		return writes ? { status: response.status, body: answer } : answer;
	}
	if (answer?.code && answer.blame) throw new Refused(answer);
	throw new Refused({
		title: 'This answer does not come from the gateway', status: response.status,
		detail: `Something between this page and the gateway answered with ${response.status || 'a redirect'}.`,
	}, writes);
}

/** The path of an integration in the API. */
export const pathOf = ({ provider, externalId }) =>
	`integrations/${encodeURIComponent(provider)}/${encodeURIComponent(externalId)}`;

let me = { name: '', scopes: {} };

export async function whoAmI() {
	me = await get('me');
	return me;
}

export const ownClient = () => me.via;

/** Whether the API would allow it. Buttons follow this; it is the API that decides. */
export const may = (scope, provider) =>
	provider ? Boolean(me.scopes[provider]?.includes(scope)) : providersFor(scope).length > 0;

/** The providers for which it would. */
export const providersFor = (scope) => Object.keys(me.scopes).filter((provider) => may(scope, provider));

let remedies;

/** What to do about a problem; undefined if this gateway does not say. */
export async function remedyOf(code) {
	remedies ??= get('problems').then(({ items }) => new Map(items.map((item) => [item.code, item.remedy])),
		() => remedies = undefined);
	return (await remedies)?.get(code);
}
