package io.switchgear.connector.http;
import io.switchgear.connector.http.descriptor.HttpApi;
import io.switchgear.connector.http.descriptor.KeyHeaders;
import io.switchgear.connector.http.descriptor.DescriptorFile;
import io.switchgear.connector.http.descriptor.Descriptor;

import io.switchgear.credential.Secret;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.switchgear.connector.ConnectorFactory;
import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderSettings;
import io.switchgear.outbound.OutboundClients;
import io.switchgear.outbound.ProviderHttp;

/** Makes connectors of descriptors. */
final class HttpConnectors implements ConnectorFactory {

	private static final String SETTING = "descriptor";

	private static final String SCHEME = "file:";

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
		return new HttpConnector(api, exchange(http, headers, keys, answers, user, settings), answers);
	}

	private Exchange exchange(ProviderHttp http, KeyHeaders headers, Function<String, String> keys, Answers answers,
			String user, ProviderSettings settings) {
		Descriptor.ClientCredentials grant = headers.grant();
		if (grant == null) {
			return new Exchange.Fixed(http);
		}
		AccessTokens tokens = new AccessTokens(http, answers, grant, new AccessTokens.Client(user, settings.apiKey()),
				clock);
		return new Exchange.WithToken(http, tokens, headers, keys);
	}

	private static HttpApi api(ProviderSettings settings, String location) {
		try {
			Path file = Path.of(location.startsWith(SCHEME) ? location.substring(SCHEME.length()) : location);
			return new DescriptorFile(file.toString(), Files.readString(file)).read(HttpApi::of);
		}
		catch (DescriptorFile.Refused ex) {
			throw settings.invalid(SETTING, ex.getMessage());
		}
		catch (CharacterCodingException ex) {
			throw settings.invalid(SETTING, "is no text in UTF-8");
		}
		catch (IOException | InvalidPathException ex) {
			throw settings.invalid(SETTING, "cannot be read");
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
