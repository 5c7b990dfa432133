package io.switchgear.security.issuer;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.switchgear.security.IssuerUrl;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks an issuer where its keys are (OpenID Connect Discovery, RFC 8414). */
record IssuerDiscovery(String issuer, IssuerClient client, IssuerUrl rule) {

	private static final String OPENID = "/.well-known/openid-configuration";

	private static final String OAUTH = "/.well-known/oauth-authorization-server";

	URI keysUrl() throws IOException {
		for (URI address : addresses()) {
			Optional<String> metadata = client.get(address);
			if (metadata.isPresent()) {
				return keysUrl(metadata.get());
			}
		}
		throw new IOException("the issuer has no metadata");
	}

	private URI keysUrl(String metadata) throws IOException {
		JsonNode members;
		try {
			members = JsonMapper.shared().readTree(metadata);
		}
		catch (JacksonException ex) {
			throw new IOException("the issuer's metadata is not JSON", ex);
		}
		if (!issuer.equals(members.path("issuer").asString(""))) {
			throw new IOException("the issuer's metadata is of another issuer");
		}
		String keys = members.path("jwks_uri").asString("");
		String fault = rule.fault(keys);
		if (fault != null) {
			throw new IOException("jwks_uri of the issuer's metadata " + fault);
		}
		return URI.create(keys);
	}

	private List<URI> addresses() {
		String path = Optional.ofNullable(URI.create(issuer).getRawPath()).orElse("");
		return List.of(at(path.replaceFirst("/$", "") + OPENID), at(OPENID + path), at(OAUTH + path));
	}

	private URI at(String path) {
		return UriComponentsBuilder.fromUriString(issuer).replacePath(path).build(true).toUri();
	}

}
