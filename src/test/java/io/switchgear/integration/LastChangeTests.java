package io.switchgear.integration;

import java.util.UUID;

import io.switchgear.change.ChangeAction;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Tables;
import io.switchgear.security.Actor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class LastChangeTests {

	/** Of what was forgotten there is no last change. */
	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FORGET")
	void knowsEveryAction(ChangeAction action) {
		assertThat(last(action.wireName(), "failed").action()).isEqualTo(action.wireName());
	}

	@ParameterizedTest
	@EnumSource
	void knowsEveryState(ChangeState state) {
		assertThat(last("enable", state.wireName()).state()).isEqualTo(state.wireName());
	}

	private static LastChange last(String action, String state) {
		return new LastChange(UUID.randomUUID(), action, state, null, Actor.named("anna"), Tables.NOW);
	}

}
