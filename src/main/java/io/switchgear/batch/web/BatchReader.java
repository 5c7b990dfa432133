package io.switchgear.batch.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.switchgear.batch.BatchRequest;
import io.switchgear.batch.Batches;
import io.switchgear.batch.Selection;
import io.switchgear.batch.guard.Rails;
import io.switchgear.change.web.BodyReader;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.http.BodyMembers;
import io.switchgear.integration.IntegrationFilter;
import io.switchgear.integration.Integrations;
import io.switchgear.integration.Patch;
import io.switchgear.integration.Sync;
import io.switchgear.problem.InvalidField;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.problem.Text;
import io.switchgear.provider.Inventories;
import io.switchgear.provider.Inventory;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import io.switchgear.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Reads and checks a batch as a whole, so that nothing of it starts unless all of it can.
 */
@Component
class BatchReader {

	private static final Set<String> MEMBERS = Stream
		.concat(Stream.of("action", "patch", "reason", "integrations", "selector", "expectedTotal"),
				RailsReader.MEMBERS.stream())
		.collect(Collectors.toUnmodifiableSet());

	private static final Set<String> SELECTOR = Set.of("provider", "enabled", "sync", "missing", "labels", "q");

	private static final int LONGEST = 255;

	private final Providers providers;

	private final Integrations integrations;

	private final Inventories inventories;

	private final RailsReader rails;

	BatchReader(Providers providers, Integrations integrations, Inventories inventories, RailsReader rails) {
		this.providers = providers;
		this.rails = rails;
		this.inventories = inventories;
		this.integrations = integrations;
	}

	BatchRequest read(JsonNode body, Caller caller) {
		BodyMembers members = BodyMembers.of(body, MEMBERS);
		Patch patch = patch(members);
		String reason = members.reason();
		Integer expected = members.number("expectedTotal", 1, Batches.MAX_ITEMS);
		Rails given = rails.read(members, body);
		boolean selects = selects(body.path("selector"));
		if (isGiven(body.path("integrations")) == selects) {
			members.wrong("must have either integrations or a selector with a filter");
		}
		members.refuseErrors();
		if (!selects) {
			List<IntegrationRef> listed = listed(body.path("integrations"), caller);
			requireAbility(listed, patch);
			requireTotal(expected, listed);
			return new BatchRequest(patch, reason, caller.actor(), listed, null,
					RailsReader.fitting(given, listed.size()));
		}
		IntegrationFilter filter = filter(members, caller);
		Inventory.State inventory = inventory(filter);
		List<IntegrationRef> refs = selected(filter, inventory);
		requireAbility(refs, patch);
		requireTotal(expected, refs);
		return new BatchRequest(patch, reason, caller.actor(), refs, new Selection(refs.size(), inventory),
				RailsReader.fitting(given, refs.size()));
	}

	BatchDryRun dryRun(BatchRequest batch, Caller caller) {
		return BatchDryRun.of(batch, integrations, caller);
	}

	/** What is wrong with it is collected; what is returned is no patch then. */
	private static Patch patch(BodyMembers members) {
		String action = members.text("action", LONGEST);
		if ("update".equals(action)) {
			Patch patch = BodyReader.patchOfMany(members, "patch");
			return (patch != null) ? patch : Patch.switched(false);
		}
		if (!"enable".equals(action) && !"disable".equals(action)) {
			members.wrong("action", "must be enable, disable or update");
		}
		if (members.has("patch") && !members.isNull("patch")) {
			members.wrong("patch", "is for the action update");
		}
		return Patch.switched("enable".equals(action));
	}

	/** As a patch of each alone would be refused. */
	private void requireAbility(List<IntegrationRef> refs, Patch patch) {
		refs.stream()
			.map(IntegrationRef::provider)
			.distinct()
			.flatMap((name) -> providers.all().stream().filter((provider) -> provider.name().equals(name)))
			.forEach((provider) -> check(provider, patch));
	}

	private static void check(Provider provider, Patch patch) {
		try {
			provider.check(patch.desired());
		}
		catch (ProblemException ex) {
			List<InvalidField> errors = ex.problem().errors();
			throw errors.isEmpty() ? ex
					: Problem
						.invalid(errors.stream()
							.map((error) -> new InvalidField("/patch" + error.pointer(), error.message()))
							.toList())
						.asException(ex);
		}
	}

	/** What was looked at before may have grown since. */
	private static void requireTotal(@Nullable Integer expected, List<IntegrationRef> refs) {
		if (expected != null && expected != refs.size()) {
			throw Problem
				.of(ProblemCode.BATCH_SELECTION_CHANGED,
						"%d integrations are selected, and %d were expected".formatted(refs.size(), expected))
				.asException();
		}
	}

	/**
	 * Generated clients write null, no items, or an object of such members for one that
	 * was not set. Anything else that is wrong is refused rather than taken for absent.
	 */
	private static boolean isGiven(JsonNode member) {
		return !member.isNull() && !member.isMissingNode() && !(member.isArray() && member.isEmpty());
	}

	private static boolean selects(JsonNode selector) {
		if (!selector.isObject()) {
			return !selector.isNull() && !selector.isMissingNode();
		}
		return selector.propertyStream()
			.anyMatch((filter) -> !SELECTOR.contains(filter.getKey()) || isFilter(filter.getValue()));
	}

	private static boolean isFilter(JsonNode value) {
		return isGiven(value) && !(value.isObject() && value.isEmpty());
	}

	private List<IntegrationRef> listed(JsonNode items, Caller caller) {
		if (!items.isArray() || items.isEmpty() || items.size() > Batches.MAX_ITEMS) {
			throw Problem.invalid("/integrations", "must be an array of 1 to %d ids".formatted(Batches.MAX_ITEMS))
				.asException();
		}
		List<InvalidField> errors = new ArrayList<>();
		Set<IntegrationRef> refs = new LinkedHashSet<>();
		for (int index = 0; index < items.size(); index++) {
			String pointer = "/integrations/" + index;
			IntegrationRef ref = ref(items.get(index), pointer, caller, errors);
			if (ref != null && !refs.add(ref)) {
				errors.add(new InvalidField(pointer, "is there twice"));
			}
		}
		refuse(errors);
		return List.copyOf(refs);
	}

	private @Nullable IntegrationRef ref(JsonNode item, String pointer, Caller caller, List<InvalidField> errors) {
		IntegrationRef named = IntegrationRef.parse(item.isString() ? item.stringValue() : "").orElse(null);
		if (named == null) {
			errors.add(new InvalidField(pointer, "must be of the form provider/id"));
			return null;
		}
		if (!caller.mayWrite(named.provider())) {
			errors.add(new InvalidField(pointer, "is of a provider that the token may not write to"));
			return null;
		}
		caller.requireDelegation(named.provider());
		try {
			return providers.get(named.provider()).ref(named.externalId());
		}
		catch (ProblemException ex) {
			errors.add(new InvalidField(pointer, ex.problem().detail()));
			return null;
		}
	}

	/** A selector tells what there is, as the list does. */
	private static IntegrationFilter filter(BodyMembers members, Caller caller) {
		caller.requireRead(null);
		BodyMembers selector = members.within("selector");
		if (selector == null) {
			throw Problem.invalid("/selector", "must be an object").asException();
		}
		selector.refuseUnknown(SELECTOR);
		IntegrationFilter filter = new IntegrationFilter(caller.readableAndWritable(),
				selector.text("provider", LONGEST), selector.flag("enabled"), selector.oneOf("sync", Sync.class),
				selector.flag("missing"), labels(selector), selector.text("q", LONGEST));
		members.refuseErrors();
		return filter;
	}

	private List<IntegrationRef> selected(IntegrationFilter filter, Inventory.State inventory) {
		List<IntegrationRef> refs = integrations.select(filter, Batches.MAX_ITEMS);
		if (refs.isEmpty()) {
			throw Problem
				.invalid("/selector", (inventory == Inventory.State.LISTED) ? "selects no integration"
						: "selects no integration that is known here; import those of the provider, or name them")
				.asException();
		}
		return refs;
	}

	/** The least complete one of the providers that the selector may reach. */
	private Inventory.State inventory(IntegrationFilter filter) {
		Map<String, Inventory> known = inventories.all();
		return providers.all()
			.stream()
			.map(Provider::name)
			.filter((name) -> filter.provider() == null || filter.provider().equals(name))
			.filter((name) -> filter.providers() == null || filter.providers().contains(name))
			.map((name) -> known.getOrDefault(name, Inventory.NONE).state())
			.min(Comparator.naturalOrder())
			.orElse(Inventory.State.NONE);
	}

	private static Map<String, String> labels(BodyMembers selector) {
		Map<String, String> labels = new LinkedHashMap<>();
		BodyMembers given = selector.within("labels");
		if (given != null) {
			given.all().forEach((label) -> {
				String value = given.text(label.getKey(), LONGEST);
				if (!Text.isStorable(label.getKey())) {
					given.wrong(label.getKey(), "is no name of a label");
				}
				else if (value != null) {
					labels.put(label.getKey(), value);
				}
				else if (label.getValue().isNull()) {
					// What it asks for could be either: any value, or no such label.
					given.wrong(label.getKey(), "must be a string");
				}
			});
		}
		return labels;
	}

	private static void refuse(List<InvalidField> errors) {
		if (!errors.isEmpty()) {
			throw Problem.invalid(errors).asException();
		}
	}

}
