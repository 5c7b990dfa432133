package io.switchgear.console;

import io.switchgear.console.login.ConsoleLogin;
import io.switchgear.console.login.SessionTokens;
import io.switchgear.http.ProblemResponses;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.session.web.http.SessionRepositoryFilter;

@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("switchgear.console.enabled")
@EnableConfigurationProperties(ConsoleProperties.class)
class ConsoleConfiguration {

	// Knows the session, and comes before everything that checks callers
	private static final int API_ORDER = SessionRepositoryFilter.DEFAULT_ORDER + 1;

	@Bean
	Assets consoleAssets() {
		return new Assets();
	}

	@Bean
	FilterRegistrationBean<ConsoleApi> consoleApi(ProblemResponses problems, ObjectProvider<SessionTokens> tokens) {
		FilterRegistrationBean<ConsoleApi> registration = new FilterRegistrationBean<>(
				new ConsoleApi(problems, tokens.getIfAvailable()));
		registration.addUrlPatterns("/console/*");
		registration.setOrder(API_ORDER);
		return registration;
	}

	/** Whoever is there may see what is here: pages and files without any data. */
	@Bean
	@Order(3)
	SecurityFilterChain console(HttpSecurity http, ObjectProvider<ConsoleLogin> login) throws Exception {
		// It checks tokens, and takes nothing else.
		http.getSharedObject(AuthenticationManagerBuilder.class).parentAuthenticationManager(null);
		HttpSecurity console = http.securityMatcher("/console", "/console/**")
			// Forged requests are refused before they come here, those of the API too.
			.csrf(AbstractHttpConfigurer::disable)
			.sessionManagement(AbstractHttpConfigurer::disable)
			.securityContext((context) -> context.securityContextRepository(new NullSecurityContextRepository()))
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.headers(AbstractHttpConfigurer::disable)
			.addFilter(ConsoleHeaders.filter())
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
		ConsoleLogin byIssuer = login.getIfAvailable();
		return ((byIssuer != null) ? byIssuer.on(console) : console).build();
	}

}
