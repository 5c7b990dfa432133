/** Hears what happens, and says when it does not. */

const HIDDEN_MILLIS = 30_000;

const RETRY_MILLIS = 5000;

const KINDS = ['change', 'integration', 'hold', 'batch'];

/**
 * Calls `heard(kind, data)` for each event, and `caughtUp()` whenever a stream begins: what happened before that is in
 * the lists. A page that nobody sees lets go of its stream: browsers allow six connections, and each costs the gateway.
 *
 * @param told gets `live`, `cut` or `paused`
 * @param refused is called if the gateway refuses a stream; says whether to try again
 */
export function listen({ heard, caughtUp, told, refused }) {
	let source;
	let timer;

	function open() {
		clearTimeout(timer);
		source?.close();
		if (document.hidden) {
			told('paused');
			return;
		}
		source = new EventSource('v1/events');
		source.onopen = () => {
			told('live');
			caughtUp();
		};
		source.onerror = () => {
			told('cut');
			// A refusal is final for the browser. Otherwise it reconnects by itself.
			if (source.readyState === EventSource.CLOSED) {
				retry();
			}
		};
		KINDS.forEach((kind) => source.addEventListener(kind, (event) => heard(kind, JSON.parse(event.data))));
	}

	function retry() {
		timer = setTimeout(async () => await refused() && open(), RETRY_MILLIS);
	}

	document.addEventListener('visibilitychange', () => {
		clearTimeout(timer);
		if (document.hidden) {
			timer = setTimeout(() => {
				source?.close();
				told('paused');
			}, HIDDEN_MILLIS);
		}
		else if (source?.readyState !== EventSource.OPEN) {
			open();
		}
	});
	window.addEventListener('online', open);
	open();
	return {
		close() {
			clearTimeout(timer);
			source?.close();
		},
	};
}
