package io.switchgear.security;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import io.switchgear.support.Answer;
import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import io.switchgear.support.Wire;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls of several people through several clients. */
abstract class ActorJourney extends Journey {

	protected static final String[] ALL = { "integrations:read", "integrations:write", "providers:manage" };

	protected static final String DELEGATE = "integrations:delegate";

	protected static final String ITEM = "{\"action\": \"disable\", \"integrations\": [\"rootfi/1234\"]}";

	/** A way to call, and the pair that it leaves. */
	record Way(String what, String token, @Nullable String onBehalfOf, String actor, @Nullable String via) {

		@Override
		public String toString() {
			return what;
		}

	}

	protected Answer call(Way way, String method, String path, @Nullable String body) {
		return send(method, path, way.token(), (way.onBehalfOf() != null) ? List.of(way.onBehalfOf()) : List.of(),
				(body != null) ? body : "");
	}

	/** As it is, since clients send no header in UTF-8. */
	protected Answer send(String method, String path, String token, List<String> onBehalfOf, String body) {
		List<String> head = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1", "Authorization: Bearer " + token,
				"Content-Length: " + body.length()));
		if (!body.isEmpty()) {
			head.add("Content-Type: application/json");
		}
		onBehalfOf.forEach((name) -> head.add("On-Behalf-Of: " + bytesOf(name)));
		try (Wire wire = Wire.to(baseUrl())) {
			return wire.send(body, head.toArray(String[]::new)).answer();
		}
	}

	protected JsonNode read(String path) {
		return call(new Way("reader", token(claims("reader", ALL)), null, "", null), "GET", path, null).json();
	}

	protected static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

	protected static void names(JsonNode shown, Way way) {
		assertThat(shown.isObject()).as("%s is an object", shown).isTrue();
		names(shown.path("actor"), way.actor());
		names(shown.path("via"), way.via());
	}

	protected static void names(JsonNode member, @Nullable String name) {
		assertThat(member.stringValue(null)).isEqualTo(name);
	}

	/** Each byte as a character, which is how they are sent. */
	protected static String bytesOf(String name) {
		return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	protected static JWTClaimsSet.Builder claims(String subject, String... scopes) {
		return TestIssuer.shared().claims(subject, scopes);
	}

	protected static String token(JWTClaimsSet.Builder claims) {
		return TestIssuer.shared().token(claims.build(), null);
	}

	protected static String[] with(String scope) {
		return Stream.concat(Stream.of(ALL), Stream.of(scope)).toArray(String[]::new);
	}

}
