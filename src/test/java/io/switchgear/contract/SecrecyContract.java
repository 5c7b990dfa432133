package io.switchgear.contract;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.switchgear.connector.Capability;
import io.switchgear.connector.Desired;
import io.switchgear.credential.Secret;
import io.switchgear.problem.ProblemException;
import io.switchgear.simulator.Fault;
import io.switchgear.support.CapturedLog;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys and credentials are shown by nothing, even where the provider echoes them. */
interface SecrecyContract {

	ConnectorBench bench();

	@Test
	default void showsNoSecretWhereAllGoesWell() {
		assertThat(shownByChange(Fault.none())).doesNotContain(secrets());
		assertThat(shownByRead(Fault.none())).doesNotContain(secrets());
	}

	@Test
	default void showsNoSecretThatTheProviderEchoes() {
		faults(String.join(" ", secrets()))
			.forEach((fault) -> assertThat(shownByChange(fault)).as(fault.toString()).doesNotContain(secrets()));
		String keys = String.join(" ", keys());
		faults(keys).forEach((fault) -> assertThat(shownByRead(fault)).as(fault.toString()).doesNotContain(secrets()));
	}

	private static Stream<Fault> faults(String echo) {
		return Stream.of(json(400, "{'message': '%1$s', 'code': '%1$s', 'reason': '%1$s'}", echo),
				json(400, "{'error': {'message': '%1$s', 'request_id': '%1$s'}}", echo), json(500, "%1$s", echo),
				json(200, "%1$s", echo), json(200, "'%1$s'", echo), json(200, "{'data': '%1$s'", echo),
				json(200, "{'data': {'is_disabled': '%1$s'}, 'code': ['%1$s'], 'lit': '%1$s'}", echo),
				Fault.truncated(), Fault.applyThenReset());
	}

	private static Fault json(int status, String format, String echo) {
		return Fault.answer(status, "application/json", format.replace('\'', '"').replace("%1$s", echo));
	}

	/** All that anybody gets to see of a change. */
	private String shownByChange(Fault fault) {
		String id = plant();
		bench().simulator().when(bench().subject().writeMethod(), fault);
		return shown(() -> bench().changed(id, desired()));
	}

	/** All that anybody gets to see of a read, if the provider can be read. */
	private String shownByRead(Fault fault) {
		String id = plant();
		bench().simulator().always(fault);
		return bench().can(Capability.READ) ? shown(() -> bench().read(id)) : "";
	}

	private String plant() {
		bench().simulator().reset();
		return bench().subject().plant(true);
	}

	private static String shown(Supplier<Object> call) {
		try (CapturedLog log = CapturedLog.fromDebugUp()) {
			StringWriter shown = new StringWriter();
			show(shown, call);
			return shown + log.text();
		}
	}

	private static void show(StringWriter shown, Supplier<Object> call) {
		try {
			shown.append(String.valueOf(call.get()));
		}
		catch (ProblemException ex) {
			shown.append(JsonMapper.shared().writeValueAsString(ex.problem().body(null, null)));
			ex.printStackTrace(new PrintWriter(shown, true));
		}
	}

	private Desired desired() {
		Map<String, Secret> given = bench().can(Capability.UPDATE_CREDENTIALS) ? bench().subject().otherCredentials()
				: Map.of();
		return new Desired(false, Map.of(), given);
	}

	private List<String> secrets() {
		List<String> secrets = new ArrayList<>(bench().subject().plantedSecrets());
		secrets.addAll(keys());
		bench().subject().otherCredentials().values().forEach((secret) -> secrets.add(secret.reveal()));
		return secrets;
	}

	private List<String> keys() {
		List<String> keys = new ArrayList<>(bench().subject().ownSecrets());
		keys.add(bench().subject().apiKey());
		return keys;
	}

}
