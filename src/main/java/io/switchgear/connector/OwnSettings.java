package io.switchgear.connector;

import java.util.Set;

import io.switchgear.credential.Secret;
import io.switchgear.problem.InvalidConfiguration;

/** The settings that a connector declares in a record of its own. */
public interface OwnSettings {

	/**
	 * Binds them. Absent ones take their defaults.
	 * @throws InvalidConfiguration if a component that is not nullable has no value
	 */
	<T extends Record> T bind(Class<T> type);

	/** Of everything that was bound so far. */
	Set<Secret> secrets();

}
