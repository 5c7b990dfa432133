/** Hears what happens, and says when it does not. */
const HIDDEN_MILLIS = 30_000;
const RETRY_MILLIS = 5000;
// The gateway gives a sign of life every 15 seconds. A network may end without a word.
const SILENCE_MILLIS = 40_000;
const KINDS = ['change', 'integration', 'hold', 'batch'];

/**
 * Calls `heard(kind, data)` for each event, and `caughtUp()` whenever a stream begins: what happened before that is in
 * the lists. A page that nobody sees lets go of its stream: browsers allow six connections, and each costs the gateway.
 *
 * @param told gets `live`, `cut`, `paused` or, once the returned function was called, `over`
 * @param refused is called if the gateway refuses a stream; says whether to try again
 */
export function listen({ heard, caughtUp, told, refused }) {
	let source, timer, over = false, lastSign = Date.now();
	const sign = () => lastSign = Date.now();
	const later = (millis, action) => {
		clearTimeout(timer);
		timer = setTimeout(action, millis);
	};
	const close = (state) => {
		clearTimeout(timer);
		source?.close();
		told(state);
	};

	function open() {
		if (document.hidden || over) {
			close(over ? 'over' : 'paused');
			return;
		}
		clearTimeout(timer);
		source?.close();
		sign();
		source = new EventSource('v1/events');
		source.onopen = () => {
			sign();
			told('live');
			caughtUp();
		};
		source.onerror = async () => {
			told('cut');
			// A refusal is final for the browser. Otherwise it reconnects by itself.
			if (source.readyState === EventSource.CLOSED && await refused()) later(RETRY_MILLIS, open);
		};
		source.addEventListener('alive', sign);
		KINDS.forEach((kind) => source.addEventListener(kind, (event) => {
			sign();
			heard(kind, JSON.parse(event.data));
		}));
	}

	document.addEventListener('visibilitychange', () => {
		if (document.hidden) {
			later(HIDDEN_MILLIS, () => close('paused'));
		} else if (source?.readyState === EventSource.OPEN) {
			clearTimeout(timer);
		} else {
			open();
		}
	});
	window.addEventListener('pagehide', () => close('paused')); // it may be kept for the back button
	window.addEventListener('pageshow', ({ persisted }) => persisted && open());
	window.addEventListener('online', open);
	setInterval(() => source?.readyState === EventSource.OPEN && Date.now() - lastSign > SILENCE_MILLIS && open(), 5000);
	open();
	return () => {
		over = true;
		close('over');
	};
}
