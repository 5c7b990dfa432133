package io.switchgear.security;

import java.util.List;

import io.switchgear.http.ProblemResponses;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class SecurityConfiguration implements WebMvcConfigurer {

	private static final String[] OF_ONE_PROVIDER = { "/v1/integrations/{provider}/**", "/v1/providers/{provider}/**" };

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(new CallerResolver());
	}

	/**
	 * Probes and metrics are for machines inside; everything else there is for operators,
	 * who see all providers.
	 */
	@Bean
	@Order(1)
	SecurityFilterChain management(HttpSecurity http, AuthenticationManager tokens, ProblemResponses problems) throws Exception {
		return stateless(http.securityMatcher(EndpointRequest.toAnyEndpoint()), tokens, new Refusals(problems))
			.authorizeHttpRequests((requests) -> requests
				.requestMatchers(EndpointRequest.to(HealthEndpoint.class), EndpointRequest.to("prometheus", "info"))
				.permitAll()
				.anyRequest()
				.access(ScopeRequired.unnarrowed(Scope.MANAGE)))
			.build();
	}

	@Bean
	@Order(2)
	SecurityFilterChain api(HttpSecurity http, AuthenticationManager tokens, ProblemResponses problems) throws Exception {
		return stateless(http, tokens, new Refusals(problems))
			.authorizeHttpRequests((requests) -> requests
				.requestMatchers("/problems/**", "/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml",
						"/swagger-ui.html", "/swagger-ui/**", "/error")
				.permitAll()
				.requestMatchers("/v1/providers/{provider}/hold")
				.access(ScopeRequired.of(Scope.MANAGE))
				.requestMatchers(HttpMethod.GET, OF_ONE_PROVIDER)
				.access(ScopeRequired.of(Scope.READ))
				.requestMatchers(HttpMethod.HEAD, OF_ONE_PROVIDER)
				.access(ScopeRequired.of(Scope.READ))
				.requestMatchers(HttpMethod.GET, "/v1/**")
				.access(ScopeRequired.of(Scope.READ))
				.requestMatchers(HttpMethod.HEAD, "/v1/**")
				.access(ScopeRequired.of(Scope.READ))
				.requestMatchers("/v1/integrations/{provider}/**")
				.access(ScopeRequired.of(Scope.WRITE))
				.requestMatchers("/v1/**")
				.access(ScopeRequired.of(Scope.WRITE))
				.anyRequest()
				.authenticated())
			.build();
	}

	/** Control characters are in no parameter that this API knows. */
	@Bean
	HttpFirewall firewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setAllowedParameterValues((value) -> value.chars().noneMatch(Character::isISOControl));
		return firewall;
	}

	/** Nobody reads them, and they would be wrapped around each filter. */
	@Bean
	static SecurityObservationSettings noObservations() {
		return SecurityObservationSettings.noObservations();
	}

	private static HttpSecurity stateless(HttpSecurity http, AuthenticationManager tokens, Refusals refusals) throws Exception {
		// No cookies, no sessions: nothing to forge.
		return http.csrf(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.headers((headers) -> headers.withObjectPostProcessor(new WritingFirst()))
			.exceptionHandling((handling) -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
			.oauth2ResourceServer((server) -> server
				.authenticationManagerResolver((request) -> tokens)
				.authenticationEntryPoint(refusals)
				.accessDeniedHandler(refusals)
				.withObjectPostProcessor(new Refusing(refusals)));
	}

	/**
	 * Left to itself, the filter writes its headers when the request's thread is done. By
	 * then another one may be writing a stream to the same response.
	 */
	private record WritingFirst() implements ObjectPostProcessor<HeaderWriterFilter> {

		@Override
		public <F extends HeaderWriterFilter> F postProcess(F filter) {
			filter.setShouldWriteHeadersEagerly(true);
			return filter;
		}

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
