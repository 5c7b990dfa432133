package io.switchgear.provider;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;

/** The configured providers by name. */
public final class Providers {

	private final Map<String, Provider> byName;

	Providers(Map<String, Provider> byName) {
		this.byName = Collections.unmodifiableMap(new TreeMap<>(byName));
	}

	public Collection<Provider> all() {
		return byName.values();
	}

	/**
	 * The provider of that name.
	 * @throws ProblemException with {@code provider.unknown}
	 */
	public Provider get(String name) {
		Provider provider = byName.get(name);
		if (provider == null) {
			throw Problem.of(ProblemCode.PROVIDER_UNKNOWN, "No provider of that name is configured").asException();
		}
		return provider;
	}

}
