package io.switchgear.connector.http;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.switchgear.connector.ConnectorFactory;
import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderSettings;
import io.switchgear.connector.http.descriptor.Descriptor;
import io.switchgear.connector.http.descriptor.HttpApi;
import io.switchgear.connector.http.descriptor.KeyHeaders;
import io.switchgear.credential.Secret;
import io.switchgear.outbound.OutboundClients;
import io.switchgear.outbound.ProviderHttp;

/** Makes connectors of descriptors. */
final class HttpConnectors implements ConnectorFactory {

	private static final String SETTING = "descriptor";

	private final Clock clock;

	HttpConnectors(Clock clock) {
		this.clock = clock;
	}

	@Override
	public String type() {
		return HttpApi.TYPE;
	}

	@Override
	public ProviderConnector create(ProviderSettings settings, OutboundClients clients) {
		HttpProperties own = settings.bind(HttpProperties.class);
		HttpApi api = api(settings, own.descriptor());
		Function<String, String> keys = keys(settings, own, api.headers());
		KeyHeaders headers = api.headers();
		String user = user(settings, own, headers);
		ProviderHttp http = clients
			.http(settings.endpoint((sent) -> headers.setFixed(sent, keys, user)).withWaits(api.waits()));
		Answers answers = new Answers(settings.name(), api.failed(), api.errors());
		Descriptor.ClientCredentials grant = headers.grant();
		if (grant == null) {
			return new HttpConnector(api, new Exchange.Fixed(http), answers);
		}
		String audience = (own.audience() != null) ? own.audience() : grant.audience();
		AccessTokens tokens = new AccessTokens(http, answers, grant,
				new AccessTokens.Client(user, settings.apiKey(), audience), clock);
		return new HttpConnector(api, new Exchange.WithToken(http, tokens, headers, keys), answers);
	}

	private static HttpApi api(ProviderSettings settings, String location) {
		try {
			return DescriptorTrial.read(location);
		}
		catch (DescriptorTrial.Unusable ex) {
			throw settings.invalid(SETTING, "is refused: " + ex.getMessage());
		}
	}

	/** The key under no name, and the further ones. */
	private static Function<String, String> keys(ProviderSettings settings, HttpProperties own, KeyHeaders headers) {
		Map<String, String> keys = new HashMap<>();
		keys.put("", settings.apiKey().reveal());
		for (String name : headers.keys()) {
			Secret key = own.keys().get(name);
			if (key == null || key.isBlank()) {
				throw settings.invalid("keys." + name, "is missing; the descriptor sends it in a header");
			}
			if (!key.reveal().chars().allMatch((character) -> character > ' ' && character < 0x7f)) {
				throw settings.invalid("keys." + name, "has a character that no HTTP header can carry");
			}
			keys.put(name, key.reveal());
		}
		return (name) -> Objects.requireNonNull(keys.get(name));
	}

	private static String user(ProviderSettings settings, HttpProperties own, KeyHeaders headers) {
		String preset = (headers.basic() != null) ? headers.basic().user() : null;
		String user = (own.user() != null && !own.user().isBlank()) ? own.user() : preset;
		boolean wanted = headers.basic() != null || headers.grant() != null;
		if (wanted && user == null) {
			throw settings.invalid("user", "is missing; the descriptor sends it with the key");
		}
		if (wanted && user != null && headers.basic() != null && user.contains(":")) {
			throw settings.invalid("user", "must have no colon");
		}
		return Objects.requireNonNullElse(user, "");
	}

}
