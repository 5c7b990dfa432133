package io.switchgear.provider;

import java.io.Serial;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.switchgear.credential.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of {@link CheckDescriptor}.
 *
 * @param id null to look at the descriptor alone
 * @param key null if its variable is not set
 * @param keyVariable the environment variable that is to have the key; a key among
 * arguments would show in the list of processes
 * @param keys further keys, by their names
 */
record CheckArguments(String file, @Nullable String id, Action action, boolean isDry, @Nullable String baseUrl,
		@Nullable Secret key, String keyVariable, Map<String, String> keys, @Nullable String user,
		@Nullable String audience) {

	static final String USAGE = """
			check-descriptor FILE [--id ID (--enable | --disable | --read) [--dry-run]]
			  --enable, --disable   show the request; it is never sent
			  --read                show the request, and send it if --base-url and a key are given
			  --dry-run             send nothing at all
			  --base-url URL        where the provider is
			  --key-from VARIABLE   the environment variable with the key, API_KEY if left out
			  --key-from NAME=VARIABLE   the same for {keys.NAME}
			  --user NAME, --audience TEXT   as the settings of a provider""";

	private static final String KEY = "API_KEY";

	/** What is tried out. */
	enum Action {

		ENABLE, DISABLE, READ

	}

	static CheckArguments of(List<String> given, Map<String, String> environment) {
		Deque<String> left = new ArrayDeque<>(given);
		Map<String, String> values = new HashMap<>();
		Map<String, String> keys = new HashMap<>();
		Action action = null;
		while (!left.isEmpty()) {
			String next = left.pop();
			switch (next) {
				case "--enable", "--disable", "--read" -> {
					if (action != null) {
						throw new Wrong("Only one of --enable, --disable and --read can be given");
					}
					action = Action.valueOf(next.substring(2).toUpperCase(Locale.ROOT));
				}
				case "--dry-run" -> values.put(next, "");
				case "--id", "--base-url", "--user", "--audience" -> values.put(next, value(next, left));
				case "--key-from" -> putKey(value(next, left), environment, values, keys);
				default -> putFile(next, values);
			}
		}
		if (!values.containsKey("file")) {
			throw new Wrong("FILE is missing");
		}
		if (action == null && values.containsKey("--id")) {
			throw new Wrong("--id needs one of --enable, --disable and --read");
		}
		if (action != null && !values.containsKey("--id")) {
			throw new Wrong("--id is missing");
		}
		return of(values, keys, (action != null) ? action : Action.READ, environment);
	}

	private static CheckArguments of(Map<String, String> values, Map<String, String> keys, Action action,
			Map<String, String> environment) {
		String variable = values.getOrDefault("key", KEY);
		String key = environment.get(variable);
		return new CheckArguments(String.valueOf(values.get("file")), values.get("--id"), action,
				values.containsKey("--dry-run"), values.get("--base-url"),
				(key != null && !key.isBlank()) ? Secret.of(key) : null, variable, Map.copyOf(keys),
				values.get("--user"), values.get("--audience"));
	}

	private static String value(String option, Deque<String> left) {
		if (left.isEmpty() || left.peek().startsWith("--")) {
			throw new Wrong(option + " needs a value");
		}
		return left.pop();
	}

	private static void putKey(String from, Map<String, String> environment, Map<String, String> values,
			Map<String, String> keys) {
		int equals = from.indexOf('=');
		if (equals < 0) {
			values.put("key", from);
			return;
		}
		String key = environment.get(from.substring(equals + 1));
		if (key == null) {
			throw new Wrong("The variable %s is not set".formatted(from.substring(equals + 1)));
		}
		keys.put(from.substring(0, equals), key);
	}

	private static void putFile(String next, Map<String, String> values) {
		if (next.startsWith("-")) {
			throw new Wrong("%s is no option".formatted(next));
		}
		if (values.putIfAbsent("file", next) != null) {
			throw new Wrong("More than one FILE is given");
		}
	}

	@Override
	public String toString() {
		return "CheckArguments[" + file + "]";
	}

	/** Arguments that make no sense. */
	static final class Wrong extends RuntimeException {

		@Serial
		private static final long serialVersionUID = 1L;

		Wrong(String message) {
			super(message);
		}

	}

}
