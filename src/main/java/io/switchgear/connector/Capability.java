package io.switchgear.connector;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** What a provider's API can do. */
public enum Capability {

	/** Switch an integration on and off. */
	SWITCH,
	/** Show an integration as the provider has it. */
	READ,
	/** Change the settings of an integration. */
	UPDATE_SETTINGS,
	/** Change the credentials of an integration. */
	UPDATE_CREDENTIALS;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
