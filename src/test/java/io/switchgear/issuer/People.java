package io.switchgear.issuer;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Who can log in at the issuer. */
final class People implements UserDetailsService {

	private final Map<String, Set<String>> scopes = new ConcurrentHashMap<>(Map.of(Person.OPERATOR.login(),
			Set.of("openid", "integrations:read", "integrations:write", "providers:manage"), Person.READER.login(),
			Set.of("openid", "integrations:read")));

	private final Map<String, String> mistaken = new ConcurrentHashMap<>();

	Set<String> scopesOf(String login) {
		return scopes.getOrDefault(login, Set.of());
	}

	/** An issuer with a person's account closed prolongs no login. */
	void shutOut(Person person) {
		scopes.remove(person.login());
	}

	boolean areShutOut(String login) {
		return !scopes.containsKey(login);
	}

	void allow(Person person, Set<String> only) {
		scopes.put(person.login(), only);
	}

	/** Whoever the ID tokens of that login say it is. */
	String subjectOf(String login) {
		return mistaken.getOrDefault(login, login);
	}

	void mistake(Person person, String other) {
		mistaken.put(person.login(), other);
	}

	@Override
	public UserDetails loadUserByUsername(String login) {
		for (Person person : Person.values()) {
			if (person.login().equals(login)) {
				return User.withUsername(login).password("{noop}" + person.password()).authorities("person").build();
			}
		}
		throw new UsernameNotFoundException(login);
	}

}
