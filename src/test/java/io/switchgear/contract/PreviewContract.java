package io.switchgear.contract;

import java.util.ArrayList;
import java.util.List;

import io.switchgear.connector.Desired;
import io.switchgear.connector.Preview;
import io.switchgear.simulator.Received;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A preview shows the write that would be sent, and sends none. */
interface PreviewContract {

	ConnectorBench bench();

	@Test
	default void previewsTheWriteWithoutWriting() {
		String id = bench().subject().plant(true);
		Preview preview = bench().previewed(id, Desired.switched(false));
		assertThat(bench().simulator().journal().count(bench().subject().writeMethod())).isZero();
		assertThat(bench().subject().enabled(id)).isTrue();
		bench().switched(id, false);
		Received write = bench().simulator().journal().of(bench().subject().writeMethod()).getFirst();
		assertThat(preview.method()).isEqualTo(write.method());
		assertThat(preview.path()).isEqualTo(write.path());
		assertThat(preview.body().keySet()).isEqualTo(bench().subject().members(write.body()));
	}

	@Test
	default void previewsNoSecret() {
		List<String> secrets = new ArrayList<>(bench().subject().plantedSecrets());
		secrets.add(bench().subject().apiKey());
		Preview preview = bench().previewed(bench().subject().plant(true), Desired.switched(false));
		assertThat(preview.toString()).doesNotContain(secrets);
	}

}
