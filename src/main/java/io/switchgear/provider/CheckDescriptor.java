package io.switchgear.provider;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.switchgear.connector.Capability;
import io.switchgear.connector.ConnectorDescription;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.http.DescriptorTrial;
import io.switchgear.problem.InvalidConfiguration;
import io.switchgear.problem.ProblemException;
import io.switchgear.problem.ProviderAnswer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command {@code check-descriptor}: tries a descriptor without a gateway and without
 * a database. It never writes.
 */
public final class CheckDescriptor {

	/** The first argument of the program. */
	public static final String NAME = "check-descriptor";

	private static final int GOOD = 0;

	private static final int REFUSED = 1;

	private static final int MISUSED = 2;

	private final CheckArguments arguments;

	private final PrintStream out;

	private final PrintStream errors;

	private CheckDescriptor(CheckArguments arguments, PrintStream out, PrintStream errors) {
		this.arguments = arguments;
		this.out = out;
		this.errors = errors;
	}

	/**
	 * Runs the command.
	 * @param arguments what follows its name
	 * @param environment where keys are, by the names of variables
	 * @return the exit status: 0 if all is good, 1 if the descriptor, the id or the
	 * answer is not, 2 if the arguments are not
	 */
	public static int run(List<String> arguments, Map<String, String> environment, PrintStream out,
			PrintStream errors) {
		if (arguments.contains("--help")) {
			out.println(CheckArguments.USAGE);
			return GOOD;
		}
		try {
			return new CheckDescriptor(CheckArguments.of(arguments, environment), out, errors).run();
		}
		catch (CheckArguments.Wrong ex) {
			errors.println(ex.getMessage());
			errors.println(CheckArguments.USAGE);
			return MISUSED;
		}
	}

	private int run() {
		try {
			DescriptorTrial trial = DescriptorTrial.of(arguments.file());
			describe(trial);
			return (arguments.id() == null) ? GOOD : tryOut(trial, arguments.id());
		}
		catch (DescriptorTrial.Unusable ex) {
			errors.println(ex.getMessage());
			return REFUSED;
		}
	}

	private void describe(DescriptorTrial trial) {
		ConnectorDescription offered = trial.description();
		out.println(arguments.file() + " is good.");
		print("can", offered.capabilities().stream().sorted().map(Capability::wireName).toList());
		out.println("  ids: " + trial.idForm());
		print("settings",
				offered.settings()
					.entrySet()
					.stream()
					.map((setting) -> setting.getKey() + " (" + ConnectorDescription.jsonType(setting.getValue()) + ")")
					.sorted()
					.toList());
		print("credentials", offered.credentials().stream().sorted().toList());
		print("to be configured beside base-url and api-key", configured(trial));
		trial.notes().forEach((note) -> out.println("  note on " + note));
	}

	private static List<String> configured(DescriptorTrial trial) {
		List<String> names = new ArrayList<>(trial.keys().stream().map((key) -> "keys." + key).sorted().toList());
		if (trial.needsUser()) {
			names.add("user");
		}
		return names;
	}

	private void print(String title, List<String> names) {
		if (!names.isEmpty()) {
			out.println("  " + title + ": " + String.join(", ", names));
		}
	}

	private int tryOut(DescriptorTrial trial, String given) {
		String id = trial.canonicalId(given).orElse(null);
		if (id == null) {
			errors.println("The id %s must be %s".formatted(given, trial.idForm()));
			return REFUSED;
		}
		out.println();
		return switch (arguments.action()) {
			case ENABLE, DISABLE -> {
				boolean enabled = arguments.action() == CheckArguments.Action.ENABLE;
				if (!trial.description().can(Capability.SWITCH)) {
					errors.println("The descriptor cannot switch");
					yield REFUSED;
				}
				show(arguments.action().name().toLowerCase(Locale.ROOT), id, trial.switching(id, enabled));
				out.println("Nothing was sent.");
				yield GOOD;
			}
			case READ -> read(trial, id);
		};
	}

	private int read(DescriptorTrial trial, String id) {
		DescriptorTrial.Request request = trial.reading(id).orElse(null);
		if (request == null) {
			errors.println("The descriptor cannot read");
			return REFUSED;
		}
		show("read", id, request);
		if (arguments.isDry()) {
			out.println("Nothing was sent.");
			return GOOD;
		}
		if (arguments.baseUrl() == null || arguments.key() == null) {
			out.println("Nothing was sent: that takes --base-url and a key in the variable %s."
				.formatted(arguments.keyVariable()));
			return GOOD;
		}
		return live(id);
	}

	private int live(String id) {
		try (LiveProvider live = LiveProvider.start(arguments)) {
			ProviderState state = live.read(id);
			out.println("The answer means");
			out.println("  enabled: "
					+ ((state.enabled() != null) ? state.enabled() : "unknown; its word is not in state"));
			print("type", (state.type() != null) ? List.of(state.type()) : List.of());
			print("settings", entries(state.settings()));
			print("credentials", entries(state.credentials()));
			print("request id", (state.requestId() != null) ? List.of(state.requestId()) : List.of());
			return (state.enabled() != null) ? GOOD : REFUSED;
		}
		catch (ProblemException ex) {
			errors.println(ex.getMessage());
			ProviderAnswer answer = ex.problem().provider();
			if (answer != null && (answer.code() != null || answer.message() != null)) {
				errors.println("  its code: %s, its message: %s".formatted(answer.code(), answer.message()));
			}
			return REFUSED;
		}
		catch (InvalidConfiguration ex) {
			errors.println(ex.getMessage());
			return REFUSED;
		}
	}

	private static List<String> entries(Map<String, ?> values) {
		return values.entrySet().stream().map((entry) -> entry.getKey() + " = " + entry.getValue()).sorted().toList();
	}

	private void show(String what, String id, DescriptorTrial.Request request) {
		out.println("To %s %s, the gateway sends".formatted(what, id));
		if (request.before() != null) {
			out.println("  first " + request.before());
		}
		out.println("  " + request.method() + " " + request.path());
		request.headers().forEach((name, value) -> out.println("  " + name + ": " + value));
		if (request.contentType() != null) {
			out.println("  Content-Type: " + request.contentType());
			out.println();
			out.println(JsonMapper.shared()
				.writerWithDefaultPrettyPrinter()
				.writeValueAsString(request.body())
				.lines()
				.map((line) -> "  " + line)
				.collect(Collectors.joining("\n")));
		}
	}

}
