package io.switchgear.security;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * With {@code issuer-uri}, the issuer is asked at the first token where its keys are. If
 * it does not say, that is no more a defect than keys that cannot be fetched.
 */
record DiscoveringDecoder(JwtDecoder decoder) implements JwtDecoder {

	@Override
	public Jwt decode(String token) {
		try {
			return decoder.decode(token);
		}
		catch (JwtDecoderInitializationException ex) {
			throw new JwtException("The token issuer cannot be asked where its keys are", ex);
		}
	}

}
