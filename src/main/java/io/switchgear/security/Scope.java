package io.switchgear.security;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;

/**
 * What a token may allow. Each scope may be narrowed to a provider:
 * {@code integrations:write:rootfi}.
 */
enum Scope {

	READ("integrations:read"), WRITE("integrations:write"), MANAGE("providers:manage"),
	/** To act for somebody else, within what the other scopes allow. */
	DELEGATE("integrations:delegate");

	private static final String AUTHORITY_PREFIX = "SCOPE_";

	private final String value;

	Scope(String value) {
		this.value = value;
	}

	String value() {
		return value;
	}

	/** The only providers it is granted for, null: all. */
	@Nullable Set<String> providers(Collection<? extends GrantedAuthority> granted) {
		String whole = AUTHORITY_PREFIX + value;
		if (granted.stream().anyMatch((authority) -> whole.equals(authority.getAuthority()))) {
			return null;
		}
		String narrowed = whole + ":";
		return granted.stream()
			.map(GrantedAuthority::getAuthority)
			.filter((authority) -> authority != null && authority.startsWith(narrowed))
			.map((authority) -> authority.substring(narrowed.length()))
			.collect(Collectors.toSet());
	}

}
