package io.switchgear.security;

import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import io.switchgear.problem.InvalidConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.util.StringUtils;

/** How a token is checked. */
@Configuration(proxyBeanMethods = false)
public class TokenConfiguration {

	public static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

	static final String PUBLIC_KEY = JWT + "public-key-location";

	@Bean
	RememberedCallers rememberedCallers(Clock clock) {
		return new RememberedCallers(clock);
	}

	@Bean
	AuthenticationManager tokenVerification(JwtDecoder decoder, ObjectProvider<JwtAuthenticationConverter> configured,
			RememberedCallers known) {
		return new CallerCheck(decoder, configured.getIfAvailable(JwtAuthenticationConverter::new)).verification(known);
	}

	/** RFC 9068, section 4, wants both spellings of its type to be taken. */
	@Bean
	OAuth2TokenValidator<Jwt> typeOfToken() {
		JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
		type.setAllowEmpty(true);
		return type;
	}

	@Bean
	OAuth2TokenValidator<Jwt> lifetimeOfToken() {
		JwtTimestampValidator lifetime = new JwtTimestampValidator();
		lifetime.setAllowEmptyExpiryClaim(false);
		return lifetime;
	}

	/** A key that lies in a file is left to Spring Boot. */
	@Bean
	@ConditionalOnProperty(name = PUBLIC_KEY, havingValue = "none", matchIfMissing = true)
	JwtDecoder tokenDecoder(JWKSetBasedJWKSource<SecurityContext> keys, OAuth2ResourceServerProperties properties,
			List<OAuth2TokenValidator<Jwt>> validators) {
		List<OAuth2TokenValidator<Jwt>> all = new ArrayList<>(validators);
		if (StringUtils.hasText(properties.getJwt().getIssuerUri())) {
			all.add(new JwtIssuerValidator(properties.getJwt().getIssuerUri()));
		}
		List<String> audiences = properties.getJwt().getAudiences();
		if (!audiences.isEmpty()) {
			all.add(new JwtClaimValidator<List<String>>(JwtClaimNames.AUD,
					(claim) -> !Collections.disjoint(claim, audiences)));
		}
		Set<SignatureAlgorithm> algorithms = algorithms(properties.getJwt().getJwsAlgorithms());
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
			.jwsAlgorithms((taken) -> taken.addAll(algorithms))
			.jwtProcessorCustomizer(TokenConfiguration::tryOnlyKeysThatFit)
			.build();
		decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(all));
		return decoder;
	}

	/**
	 * Nimbus would take a key on another curve for a fault of the issuer, and try no
	 * further.
	 */
	private static void tryOnlyKeysThatFit(ConfigurableJWTProcessor<SecurityContext> processor) {
		JWSKeySelector<SecurityContext> all = processor.getJWSKeySelector();
		processor.setJWSKeySelector((header, context) -> all.selectJWSKeys(header, context)
			.stream()
			.filter((key) -> isOnCurveOf(header.getAlgorithm(), key))
			.toList());
	}

	private static boolean isOnCurveOf(JWSAlgorithm algorithm, Key key) {
		return !(key instanceof ECPublicKey ec)
				|| Curve.forJWSAlgorithm(algorithm).contains(Curve.forECParameterSpec(ec.getParams()));
	}

	private static Set<SignatureAlgorithm> algorithms(List<String> names) {
		Set<SignatureAlgorithm> algorithms = EnumSet.noneOf(SignatureAlgorithm.class);
		for (String name : names) {
			SignatureAlgorithm algorithm = SignatureAlgorithm.from(name);
			if (algorithm != null) {
				algorithms.add(algorithm);
			}
		}
		if (algorithms.size() < names.size() || names.isEmpty()) {
			throw new InvalidConfiguration(JWT + "jws-algorithms",
					"must be a list without doubles of " + Arrays.toString(SignatureAlgorithm.values()));
		}
		return algorithms;
	}

}
