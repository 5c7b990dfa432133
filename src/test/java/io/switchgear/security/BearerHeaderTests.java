package io.switchgear.security;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

import static org.assertj.core.api.Assertions.assertThat;

/** It reads what Spring Security's own converter reads. */
class BearerHeaderTests {

	static Stream<@Nullable String> headers() {
		Stream<@Nullable String> whole = Stream.<@Nullable String>of(null, "", " ", "Bearer", "bearer", "Bearer ",
				"Bearer  ", "Bearer  a", " Bearer a", "Bearer a", "bearer a", "BEARER a", "Bearer\ta", "Bearera",
				"Bearerx a", "Bearer a b", "Bearer a ", "Bearer a\n", "Bearer a,Bearer b", "Bearer =", "Bearer a=",
				"Bearer a==", "Bearer a=b", "Bearer a.b.c", "Bearer a.b.c=", "Bearer -._~+/", "Basic YTpi", "token",
				"\u212Aearer a", "Bearer \u00e9");
		Stream<String> characters = IntStream.rangeClosed(0, 0x17f)
			.mapToObj((character) -> "Bearer ab" + (char) character + "c");
		return Stream.concat(whole, characters);
	}

	@ParameterizedTest
	@MethodSource("headers")
	void readsWhatTheLibraryReads(@Nullable String header) {
		assertThat(read(new BearerHeader(), header)).isEqualTo(read(new BearerTokenAuthenticationConverter(), header));
	}

	private static String read(AuthenticationConverter converter, @Nullable String header) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		if (header != null) {
			request.addHeader("Authorization", header);
		}
		try {
			Authentication token = converter.convert(request);
			return (token != null) ? "token " + ((BearerTokenAuthenticationToken) token).getToken() : "none";
		}
		catch (OAuth2AuthenticationException ex) {
			return "error " + ex.getError().getErrorCode() + " " + ex.getMessage();
		}
	}

}
