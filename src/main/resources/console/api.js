/** Calls the API below the page's own address, with the cookie of the session. */
import { setClock } from './dom.js';

/** A call that was refused, or that nobody answered. */
export class Refused extends Error {
	constructor(problem) {
		super(problem.detail);
		this.problem = problem;
	}
}

let whenOver = () => {};

/** What to do once the session is over. */
export function onSessionOver(listener) {
	whenOver = listener;
}

export function get(path, parameters) {
	const query = new URLSearchParams(parameters ?? '').toString();
	return call('GET', query ? `${path}?${query}` : path, {});
}

/**
 * Sends a write; resolves to `{ status, body }`. Where no answer came, the same call is sent with the same key, so that
 * it is not carried out twice.
 */
export function writer() {
	let last;
	return async (method, path, { body, version, prefer, type = 'application/json' } = {}) => {
		const asked = JSON.stringify([method, path, body, version, prefer]);
		const key = (last?.asked === asked) ? last.key : randomKey();
		last = { asked, key };
		const headers = { 'Idempotency-Key': key };
		if (version !== undefined) {
			headers['If-Match'] = `"${version}"`;
		}
		if (prefer) headers.Prefer = prefer;
		if (body) headers['Content-Type'] = type;
		return call(method, path, { headers, body: body && JSON.stringify(body) }, () => last = undefined);
	};
}

/** A write without a repeat. */
export const send = (method, path, options) => writer()(method, path, options);

function randomKey() {
	return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function call(method, path, { headers, body }, whenAnswered = () => {}) {
	const own = (method === 'GET') ? {} : { 'X-Switchgear-Console': '1' };
	let response;
	try {
		response = await fetch((path === 'logout') ? path : `v1/${path}`, {
			method, body, headers: { Accept: 'application/json', ...own, ...headers }, redirect: 'manual', cache: 'no-store',
		});
	} catch {
		throw new Refused({
			title: 'The gateway cannot be reached',
			detail: (method === 'GET') ? 'Check the network. The page tries again by itself.'
				: 'No answer came, so it is not known whether this was done. Try again here: it is not done twice.',
		});
	}
	whenAnswered();
	setClock(response.headers.get('Date'));
	if (response.status === 401 || response.type === 'opaqueredirect') whenOver();
	const answer = await read(response);
	if (!response.ok) {
		throw new Refused(answer?.code ? answer : {
			title: 'This answer does not come from the gateway', status: response.status,
			detail: `Something between this page and the gateway answered with ${response.status || 'a redirect'}.`,
		});
	}
	return (method === 'GET') ? answer : { status: response.status, body: answer };
}

async function read(response) {
	try {
		return await response.json();
	} catch {
		return undefined;
	}
}

/** The path of an integration in the API. */
export function pathOf({ provider, externalId }) {
	return `integrations/${encodeURIComponent(provider)}/${encodeURIComponent(externalId)}`;
}

let me = { name: '', scopes: {} };

export async function whoAmI() {
	me = await get('me');
	return me;
}

export const ownClient = () => me.via;

/** Whether the API would allow it. Buttons follow this; it is the API that decides. */
export function may(scope, provider) {
	return (provider === undefined) ? Object.values(me.scopes).some((scopes) => scopes.includes(scope))
		: (me.scopes[provider] ?? []).includes(scope);
}

let remedies;

/** What to do about a problem; undefined if this gateway does not say. */
export async function remedyOf(code) {
	remedies ??= get('problems').then(({ items }) => new Map(items.map((item) => [item.code, item.remedy])));
	try {
		return (await remedies).get(code);
	} catch {
		remedies = undefined;
		return undefined;
	}
}
