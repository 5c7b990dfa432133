package io.switchgear.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;

/**
 * What a token allows.
 *
 * @param narrowed the only providers a scope is granted for; a scope without an entry is
 * granted for all
 */
record Grants(Map<Scope, Set<String>> narrowed) {

	static Grants of(Collection<? extends GrantedAuthority> authorities) {
		Map<Scope, Set<String>> narrowed = new EnumMap<>(Scope.class);
		for (Scope scope : Scope.values()) {
			Set<String> providers = scope.providers(authorities);
			if (providers != null) {
				narrowed.put(scope, providers);
			}
		}
		return new Grants(narrowed);
	}

	/** The only providers that the scope is granted for, null: all. */
	@Nullable Set<String> providers(Scope scope) {
		return narrowed.get(scope);
	}

	/**
	 * Returns true if the scope is granted for the provider; a null provider asks whether
	 * it is granted for any.
	 */
	boolean has(Scope scope, @Nullable String provider) {
		Set<String> providers = narrowed.get(scope);
		return providers == null || ((provider != null) ? providers.contains(provider) : !providers.isEmpty());
	}

	List<String> of(String provider) {
		return Arrays.stream(Scope.values()).filter((scope) -> has(scope, provider)).map(Scope::value).toList();
	}

}
