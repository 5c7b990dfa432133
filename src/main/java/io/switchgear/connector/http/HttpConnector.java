package io.switchgear.connector.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.switchgear.connector.Capability;
import io.switchgear.connector.ConnectorDescription;
import io.switchgear.connector.Desired;
import io.switchgear.connector.Preview;
import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderError;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Sighting;
import io.switchgear.connector.Target;
import io.switchgear.connector.http.descriptor.BodyPart.Members;
import io.switchgear.connector.http.descriptor.Descriptor.Returns;
import io.switchgear.connector.http.descriptor.HttpApi;
import io.switchgear.connector.http.descriptor.Reading;
import io.switchgear.connector.http.descriptor.States;
import io.switchgear.connector.http.descriptor.Values;
import io.switchgear.connector.http.descriptor.WriteCall;
import io.switchgear.outbound.ProviderHttp;
import io.switchgear.outbound.ProviderRequest.Content;
import io.switchgear.outbound.ProviderRequest.Operation;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Calls a provider as its descriptor says. */
final class HttpConnector implements ProviderConnector {

	// Bounds the reading of a list that never ends.
	private static final int MAX_PAGES = 50;

	private final HttpApi api;

	private final Exchange exchange;

	private final Answers answers;

	HttpConnector(HttpApi api, Exchange exchange, Answers answers) {
		this.api = api;
		this.exchange = exchange;
		this.answers = answers;
	}

	@Override
	public ConnectorDescription description() {
		return api.description();
	}

	@Override
	public Optional<String> canonicalId(String externalId) {
		return api.ids().canonical(externalId);
	}

	@Override
	public String idForm() {
		return api.ids().form();
	}

	@Override
	public ProviderState apply(Target target, Desired desired) {
		WriteCall write = api.writing(desired.enabled());
		Values values = values(target, desired);
		JsonNode body = body(write, target, values);
		ProviderHttp.Success answer = exchange.send(write.operation(), write.repeatable(), write.line().method(),
				write.line().path(values), content(write, body));
		JsonNode json = answers.json(answer, write.returns());
		return switch (write.confirm()) {
			case READ -> read(target);
			case ANSWER -> shown(answers.integration(json, write.at()), answer, json);
			case NONE -> new ProviderState(desired.enabled(), null, settings(desired), Map.of(),
					api.shown().requestId().in(answer.headers(), json));
		};
	}

	@Override
	public boolean readsBeforeWriting(Desired desired) {
		WriteCall write = api.writing(desired.enabled());
		return write.body() instanceof Members && !write.carry().isEmpty() && api.reading() instanceof Reading.Alone;
	}

	@Override
	public Preview preview(Target target, Desired desired) {
		WriteCall write = api.writing(desired.enabled());
		Values values = values(target, desired);
		JsonNode body = body(write, target, values);
		List<Preview.Check> checks = new ArrayList<>(List.of(Preview.Check.ID, Preview.Check.PERMISSION));
		if (!write.carry().isEmpty()) {
			checks.add(Preview.Check.CREDENTIALS);
			checks.add(Preview.Check.PROVIDER_READ);
		}
		return new Preview(write.line().method().name(), write.line().path(values),
				new ShownBody(write, api.shown()).of(body), checks);
	}

	@Override
	public ProviderState read(Target target) {
		Values values = values(target, new Desired(null, Map.of(), Map.of()));
		return switch (api.reading()) {
			case Reading.Alone alone -> {
				ProviderHttp.Success answer = get(alone, values);
				JsonNode json = answers.json(answer, Returns.OBJECT);
				yield shown(answers.integration(json, alone.at()), answer, json);
			}
			case Reading.Listed listed -> listed(listed, target, values);
			case null -> throw Capability.READ.notSupportedBy(answers.provider());
		};
	}

	@Override
	public ProviderError errorIn(int status, String body) {
		return errorIn(status, HttpHeaders.EMPTY, body);
	}

	@Override
	public ProviderError errorIn(int status, HttpHeaders headers, String body) {
		return api.errors().in(body, headers);
	}

	@Override
	public Optional<ProblemCode> codeOf(int status, ProviderError error) {
		return api.errors().codeOf(error);
	}

	private Values values(Target target, Desired desired) {
		String id = target.ref().externalId();
		return new Values(id, api.ids().partsOf(id), desired, api.shown().states());
	}

	private @Nullable JsonNode body(WriteCall write, Target target, Values values) {
		if (write.body() instanceof Members members && !write.carry().isEmpty()
				&& api.reading() instanceof Reading.Alone alone) {
			ProviderHttp.Success answer = get(alone, values);
			JsonNode json = answers.json(answer, Returns.OBJECT);
			JsonNode current = answers.integration(json, alone.at());
			Sighting.report(shown(current, answer, json));
			return new Completion(answers, api.shown(), target, values, current).body(write, members);
		}
		return (write.body() != null) ? write.body().fill(values) : null;
	}

	private @Nullable Content content(WriteCall write, @Nullable JsonNode body) {
		if (body == null) {
			return null;
		}
		return new Content(write.bytes(body),
				write.form() ? MediaType.APPLICATION_FORM_URLENCODED : api.headers().json());
	}

	private ProviderHttp.Success get(Reading reading, Values values) {
		return exchange.send(Operation.READ, true, reading.line().method(), reading.line().path(values), null);
	}

	private ProviderState shown(JsonNode integration, ProviderHttp.Success answer, JsonNode json) {
		api.shown().conceal(integration);
		return api.shown().in(integration, answer, json);
	}

	private ProviderState listed(Reading.Listed listed, Target target, Values values) {
		String wanted = listed.is().fill(values::text);
		String after = null;
		for (int page = 0; page < MAX_PAGES; page++) {
			ProviderHttp.Success answer = exchange.send(Operation.LIST, true, listed.line().method(),
					listed.page(values, after), null);
			if (answer.body().length == 0) {
				throw answers.problem(ProblemCode.PROVIDER_INVALID_RESPONSE,
						answers.provider() + " reported success without a list");
			}
			ListPage found = ListPage.of(listed, wanted, api.ids().lowercase(), answer.body());
			JsonNode match = found.match();
			if (match != null) {
				return shown(match, answer, MissingNode.getInstance());
			}
			after = found.next();
			if (after == null) {
				return unlisted(target, answer);
			}
		}
		throw notFound(target);
	}

	private ProviderState unlisted(Target target, ProviderHttp.Success answer) {
		States states = api.shown().states();
		if (states == null || states.at() != null) {
			throw notFound(target);
		}
		return shown(MissingNode.getInstance(), answer, MissingNode.getInstance());
	}

	private ProblemException notFound(Target target) {
		return answers.problem(ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND,
				answers.provider() + " does not list the integration " + target.ref());
	}

	/** What was sent is all there is to show. */
	private static Map<String, Object> settings(Desired desired) {
		Map<String, Object> sent = new LinkedHashMap<>();
		desired.settings().forEach((name, value) -> {
			if (value != null) {
				sent.put(name, value);
			}
		});
		return sent;
	}

}
