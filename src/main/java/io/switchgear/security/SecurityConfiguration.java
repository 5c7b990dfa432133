package io.switchgear.security;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.switchgear.http.ProblemResponses;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestMatcherDelegatingAuthorizationManager;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class SecurityConfiguration implements WebMvcConfigurer {

	private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(new CallerResolver());
	}

	/**
	 * What nearly all requests pass: asked first, with the filters that they need and no
	 * others.
	 */
	@Bean
	@Order(1)
	SecurityFilterChain api(AuthenticationManager tokens, ProblemResponses problems) {
		Refusals refusals = new Refusals(problems);
		BearerTokenAuthenticationFilter bearer = new BearerTokenAuthenticationFilter(tokens, new BearerHeader());
		bearer.setAuthenticationEntryPoint(refusals);
		bearer.setAuthenticationFailureHandler(refusals);
		ExceptionTranslationFilter refusing = new ExceptionTranslationFilter(refusals, new NullRequestCache());
		refusing.setAccessDeniedHandler(refusals);
		return new DefaultSecurityFilterChain(PATHS.matcher("/v1/**"),
				new SecurityContextHolderFilter(new RequestAttributeSecurityContextRepository()),
				SecurityHeaders.filter(), bearer, refusing, new OnBehalfOf(problems),
				new AuthorizationFilter(scopes()));
	}

	/** The most frequent ones first. */
	private static AuthorizationManager<HttpServletRequest> scopes() {
		RequestMatcherDelegatingAuthorizationManager.Builder scopes = RequestMatcherDelegatingAuthorizationManager
			.builder();
		for (HttpMethod reading : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
			scopes.add(PATHS.matcher(reading, "/v1/integrations/{provider}/**"), ScopeRequired.of(Scope.READ));
		}
		scopes.add(PATHS.matcher("/v1/integrations/{provider}/**"), ScopeRequired.of(Scope.WRITE));
		scopes.add(PATHS.matcher("/v1/providers/{provider}/hold"), ScopeRequired.of(Scope.MANAGE));
		scopes.add(PATHS.matcher(HttpMethod.POST, "/v1/providers/{provider}/import"), ScopeRequired.of(Scope.MANAGE));
		for (HttpMethod reading : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
			scopes.add(PATHS.matcher(reading, "/v1/providers/{provider}/**"), ScopeRequired.of(Scope.READ));
			scopes.add(PATHS.matcher(reading, "/v1/me"), ScopeRequired.none());
			scopes.add(PATHS.matcher(reading, "/v1/problems"), ScopeRequired.none());
			scopes.add(PATHS.matcher(reading, "/v1/**"), ScopeRequired.of(Scope.READ));
		}
		return scopes.add(AnyRequestMatcher.INSTANCE, ScopeRequired.of(Scope.WRITE)).build();
	}

	/**
	 * Probes and metrics are for machines inside; everything else there is for operators,
	 * who see all providers.
	 */
	@Bean
	@Order(2)
	SecurityFilterChain management(HttpSecurity http, AuthenticationManager tokens, ProblemResponses problems)
			throws Exception {
		return stateless(http.securityMatcher(EndpointRequest.toAnyEndpoint()), tokens, new Refusals(problems))
			.authorizeHttpRequests((requests) -> requests
				.requestMatchers(EndpointRequest.to(HealthEndpoint.class), EndpointRequest.to("prometheus", "info"))
				.permitAll()
				.anyRequest()
				.access(ScopeRequired.unnarrowed(Scope.MANAGE)))
			.build();
	}

	/** All that no other chain is for. */
	@Bean
	@Order
	SecurityFilterChain description(HttpSecurity http, AuthenticationManager tokens, ProblemResponses problems)
			throws Exception {
		return stateless(http, tokens, new Refusals(problems))
			.authorizeHttpRequests((requests) -> requests
				.requestMatchers("/problems/**", "/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml",
						"/swagger-ui.html", "/swagger-ui/**", "/error")
				.permitAll()
				.anyRequest()
				.authenticated())
			.build();
	}

	/** Nobody reads them, and they would be wrapped around each filter. */
	@Bean
	static SecurityObservationSettings noObservations() {
		return SecurityObservationSettings.noObservations();
	}

	/**
	 * Control characters are in no parameter that this API knows, and in no header that
	 * is read as UTF-8.
	 */
	@Bean
	HttpFirewall firewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setAllowedParameterValues((value) -> value.chars().noneMatch(Character::isISOControl));
		firewall.setAllowedHeaderValues(
				(value) -> new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).chars()
					.allMatch((character) -> character == '\t' || !Character.isISOControl(character)));
		return firewall;
	}

	private static HttpSecurity stateless(HttpSecurity http, AuthenticationManager tokens, Refusals refusals)
			throws Exception {
		// No cookies, no sessions: nothing to forge.
		return http.csrf(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.headers(AbstractHttpConfigurer::disable)
			.addFilter(SecurityHeaders.filter())
			.exceptionHandling((handling) -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
			.oauth2ResourceServer((server) -> server.authenticationManagerResolver((request) -> tokens)
				.authenticationEntryPoint(refusals)
				.accessDeniedHandler(refusals)
				.withObjectPostProcessor(new Refusing(refusals)));
	}

	/** Left to itself, the filter lets a failure to check a token escape as a defect. */
	private record Refusing(
			AuthenticationFailureHandler refusals) implements ObjectPostProcessor<BearerTokenAuthenticationFilter> {

		@Override
		public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
			filter.setAuthenticationFailureHandler(refusals);
			return filter;
		}

	}

}
