package io.switchgear.console.login;

import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;

/** Carries the tokens of a login to where its session begins. */
final class ClientOfLogin implements OAuth2AuthorizedClientRepository {

	private static final String ATTRIBUTE = ClientOfLogin.class.getName();

	static OAuth2AuthorizedClient of(HttpServletRequest request) {
		return Objects.requireNonNull((OAuth2AuthorizedClient) request.getAttribute(ATTRIBUTE));
	}

	@Override
	public void saveAuthorizedClient(OAuth2AuthorizedClient client, Authentication principal,
			HttpServletRequest request, HttpServletResponse response) {
		request.setAttribute(ATTRIBUTE, client);
	}

	@Override
	@SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
	public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(String registration,
			Authentication principal, HttpServletRequest request) {
		return null;
	}

	@Override
	public void removeAuthorizedClient(String registration, Authentication principal, HttpServletRequest request,
			HttpServletResponse response) {
		request.removeAttribute(ATTRIBUTE);
	}

}
