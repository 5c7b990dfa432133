package io.switchgear.connector;

import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.problem.ProviderAnswer;
import io.switchgear.problem.WireName;

/** What a provider's API can do. */
public enum Capability implements WireName {

	/** Switch an integration on and off. */
	SWITCH,
	/** Show an integration as the provider has it. */
	READ,
	/** Show all integrations that the provider has. */
	LIST,
	/** Change the settings of an integration. */
	UPDATE_SETTINGS,
	/** Change the credentials of an integration. */
	UPDATE_CREDENTIALS;

	@Override
	public String wireName() {
		return WireName.super.wireName().replace('_', '-');
	}

	/** What to throw if a provider does not have it. */
	public ProblemException notSupportedBy(String provider) {
		return Problem
			.of(ProblemCode.CAPABILITY_NOT_SUPPORTED,
					"%s does not support %s; nothing was sent".formatted(provider, wireName()))
			.withProvider(ProviderAnswer.none(provider))
			.asException();
	}

}
