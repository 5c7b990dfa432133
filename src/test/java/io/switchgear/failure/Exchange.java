package io.switchgear.failure;

import java.util.Map;
import java.util.function.Consumer;

import io.switchgear.connector.Desired;
import io.switchgear.connector.Target;
import io.switchgear.outbound.CallScope;
import io.switchgear.provider.Provider;
import io.switchgear.simulator.Fault;
import io.switchgear.simulator.ProviderSimulator;

/** The request that meets the failure, within the call it is part of. */
enum Exchange {

	WHISK_WRITE("whisk", "Whisk: disable, `POST /integrations/v1/update/state`", "POST", 0, "{}"),

	WHISK_READ("whisk", "Whisk: read, `GET /integrations/v1/get`", "GET", 0, """
			{"integrations": [{"id": "%s", "status": "INTEGRATION_STATUS_DISABLED"}]}""".formatted(Bench.WHISK_ID)),

	ROOTFI_READ("rootfi", "RootFi: disable, the `GET /integrations/{id}` that precedes the write", "GET", 0, """
			{"data": {"client_id": "some-id", "client_secret": "some-value", "is_disabled": false}}"""),

	ROOTFI_WRITE("rootfi", "RootFi: disable, `PUT /integrations/{id}`", "PUT", 1, """
			{"data": {"is_disabled": true}}""");

	private final String connector;

	private final String title;

	private final String method;

	private final int before;

	private final String goodBody;

	Exchange(String connector, String title, String method, int before, String goodBody) {
		this.connector = connector;
		this.title = title;
		this.method = method;
		this.before = before;
		this.goodBody = goodBody;
	}

	String connector() {
		return connector;
	}

	boolean ofWhisk() {
		return connector.equals("whisk");
	}

	String title() {
		return title;
	}

	boolean writes() {
		return !method.equals("GET");
	}

	/** Whether nothing of the call is sent before. */
	boolean first() {
		return writes() ? before == 0 : this == ROOTFI_READ;
	}

	/** The body of an answer that is in order. */
	String goodBody() {
		return goodBody;
	}

	/** Makes the call that the request is part of. */
	void call(Provider provider, String id, CallScope scope) {
		Target target = new Target(provider.ref(id), Map.of());
		if (this == WHISK_READ) {
			provider.read(target, scope);
		}
		else {
			provider.apply(target, Desired.switched(false), scope);
		}
	}

	/** Each such request meets the fault. */
	Consumer<ProviderSimulator> always(Fault fault) {
		return (simulator) -> simulator.when(method, fault);
	}

	/** The first such request meets the fault, and all is well from then on. */
	Consumer<ProviderSimulator> once(Fault fault) {
		return (simulator) -> {
			passing(simulator);
			simulator.next(fault);
		};
	}

	/** This and all further requests of any kind meet the fault. */
	Consumer<ProviderSimulator> fromThenOn(Fault fault) {
		return (simulator) -> {
			passing(simulator);
			simulator.always(fault);
		};
	}

	private void passing(ProviderSimulator simulator) {
		for (int i = 0; i < before; i++) {
			simulator.next(Fault.none());
		}
	}

}
