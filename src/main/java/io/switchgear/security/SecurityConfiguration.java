package io.switchgear.security;

import java.time.Duration;
import java.util.List;

import io.switchgear.problem.ProblemResponses;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class SecurityConfiguration implements WebMvcConfigurer {

	private static final String[] OF_ONE_PROVIDER = { "/v1/integrations/{provider}/**", "/v1/providers/{provider}/**" };

	private static final Duration ISSUER_CONNECT = Duration.ofSeconds(2);

	private static final Duration ISSUER_ANSWER = Duration.ofSeconds(3);

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(new CallerResolver());
	}

	/**
	 * Probes and metrics are for machines inside; everything else there is for operators.
	 */
	@Bean
	@Order(1)
	SecurityFilterChain management(HttpSecurity http, JwtDecoder decoder, ProblemResponses problems) throws Exception {
		return stateless(http.securityMatcher(EndpointRequest.toAnyEndpoint()), decoder, new Refusals(problems))
			.authorizeHttpRequests((requests) -> requests
				.requestMatchers(EndpointRequest.to(HealthEndpoint.class), EndpointRequest.to("prometheus", "info"))
				.permitAll()
				.anyRequest()
				.access(new ScopeRequired(Scope.MANAGE)))
			.build();
	}

	@Bean
	@Order(2)
	SecurityFilterChain api(HttpSecurity http, JwtDecoder decoder, ProblemResponses problems) throws Exception {
		return stateless(http, decoder, new Refusals(problems))
			.authorizeHttpRequests((requests) -> requests
				.requestMatchers("/problems/**", "/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml",
						"/swagger-ui.html", "/swagger-ui/**", "/error")
				.permitAll()
				.requestMatchers("/v1/providers/{provider}/hold")
				.access(new ScopeRequired(Scope.MANAGE))
				.requestMatchers(HttpMethod.GET, OF_ONE_PROVIDER)
				.access(new ScopeRequired(Scope.READ))
				.requestMatchers(HttpMethod.HEAD, OF_ONE_PROVIDER)
				.access(new ScopeRequired(Scope.READ))
				.requestMatchers(HttpMethod.GET, "/v1/**")
				.access(new ScopeRequired(Scope.READ))
				.requestMatchers(HttpMethod.HEAD, "/v1/**")
				.access(new ScopeRequired(Scope.READ))
				.requestMatchers("/v1/integrations/{provider}/**")
				.access(new ScopeRequired(Scope.WRITE))
				.requestMatchers("/v1/**")
				.access(new ScopeRequired(Scope.WRITE))
				.anyRequest()
				.authenticated())
			.build();
	}

	/** Who has no name could be held to nothing, and would share idempotency keys. */
	@Bean
	OAuth2TokenValidator<Jwt> namedSubject() {
		return new JwtClaimValidator<String>(JwtClaimNames.SUB, (subject) -> subject != null && !subject.isBlank());
	}

	/** An issuer that hangs must not keep callers for longer than a provider may. */
	@Bean
	JwkSetUriJwtDecoderBuilderCustomizer impatience() {
		SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
		requests.setConnectTimeout(ISSUER_CONNECT);
		requests.setReadTimeout(ISSUER_ANSWER);
		return (decoder) -> decoder.restOperations(new RestTemplate(requests));
	}

	/** Control characters are in no parameter that this API knows. */
	@Bean
	HttpFirewall firewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setAllowedParameterValues((value) -> value.chars().noneMatch(Character::isISOControl));
		return firewall;
	}

	private static HttpSecurity stateless(HttpSecurity http, JwtDecoder decoder, Refusals refusals) throws Exception {
		// No cookies, no sessions: nothing to forge.
		return http.csrf(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.headers((headers) -> headers.withObjectPostProcessor(new WritingFirst()))
			.exceptionHandling((handling) -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
			.oauth2ResourceServer((server) -> server.jwt((jwt) -> jwt.decoder(new DiscoveringDecoder(decoder)))
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
