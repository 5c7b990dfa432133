package io.switchgear.security.issuer;

import java.io.IOException;
import java.net.URI;
import java.text.ParseException;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetParseException;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;

/** The issuer's keys, fetched each time. */
final class FetchedKeys implements JWKSetSource<SecurityContext> {

	private final IssuerClient client;

	private final Address address;

	// Found once, and looked for again after a failure: it may have moved.
	private volatile @Nullable URI found;

	FetchedKeys(IssuerClient client, Address address) {
		this.client = client;
		this.address = address;
	}

	@Override
	public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
			throws JWKSetUnavailableException {
		URI from = found;
		found = null;
		try {
			URI at = (from != null) ? from : address.find();
			String keys = client.get(at).orElseThrow(() -> new IOException("the issuer refuses to show its keys"));
			JWKSet set = JWKSet.parse(keys);
			if (set.isEmpty()) {
				throw new IOException("the issuer shows no keys");
			}
			found = at;
			return set;
		}
		catch (IOException ex) {
			throw new JWKSetRetrievalException(String.valueOf(ex.getMessage()), ex);
		}
		catch (ParseException ex) {
			throw new JWKSetParseException("the issuer's keys are not a JWK set", ex);
		}
	}

	@Override
	public void close() {
		// holds nothing
	}

	/** Where the keys are. */
	interface Address {

		URI find() throws IOException;

	}

}
