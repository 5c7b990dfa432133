package io.switchgear.failure;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

import io.switchgear.simulator.Fault;
import io.switchgear.simulator.ProviderSimulator;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong at a provider.
 *
 * @param name as the table calls it
 * @param script makes it go wrong for a request
 * @param patience how long an attempt may take, null for as long as the settings that
 * ship say
 * @param baseUrl where the provider is looked for, null for where it is
 * @param proxy what stands between, null if nothing does
 */
record Failure(String name, Function<Exchange, Consumer<ProviderSimulator>> script, @Nullable Duration patience,
		@Nullable URI baseUrl, @Nullable URI proxy) {

	// Long enough for a machine that does other things to give a good answer in between
	private static final Duration SHORT = Duration.ofMillis(1500);

	static Failure always(String name, Fault fault) {
		return of(name, (exchange) -> exchange.always(fault));
	}

	static Failure once(String name, Fault fault) {
		return of(name + ", then all is well", (exchange) -> exchange.once(fault));
	}

	static Failure of(String name, Function<Exchange, Consumer<ProviderSimulator>> script) {
		return new Failure(name, script, null, null, null);
	}

	/** Each answer has that status and this body. */
	static Failure json(int status, String body) {
		return always("%d `%s`".formatted(status, body), Fault.answer(status, "application/json", body));
	}

	static Failure text(String name, int status, String contentType, String body) {
		return always(name, Fault.answer(status, contentType, body));
	}

	static Failure status(int status) {
		return always(status + ", empty", Fault.answer(status));
	}

	static Failure header(int status, String header, String value) {
		return always("%d, `%s: %s`".formatted(status, header, value), Fault.answer(status).withHeader(header, value));
	}

	/** Nothing is amiss but where the provider is looked for. */
	static Failure at(String name, URI baseUrl) {
		return new Failure(name, (exchange) -> (simulator) -> {
		}, null, baseUrl, null);
	}

	/** Nothing is amiss but what stands between. */
	static Failure through(String name, URI proxy) {
		return new Failure(name, (exchange) -> (simulator) -> {
		}, null, null, proxy);
	}

	/** Costs an attempt its whole patience, so that is made short. */
	Failure lasting() {
		return new Failure(name, script, SHORT, baseUrl, proxy);
	}

}
