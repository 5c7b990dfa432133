package io.switchgear.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;

/**
 * Remembers whose a verified token is, so that it is verified once in a minute, not with
 * each request. It keeps hashes of tokens, never a token.
 */
public final class RememberedCallers {

	/** An issuer may withdraw a key, so no verification counts for longer. */
	private static final Duration LONGEST = Duration.ofMinutes(1);

	private static final int MAX_CALLERS = 10_000;

	private final Clock clock;

	private final Cache<Hash, VerifiedCaller> callers;

	RememberedCallers(Clock clock) {
		this.clock = clock;
		this.callers = Caffeine.newBuilder()
			.maximumSize(MAX_CALLERS)
			.expireAfter(Expiry.<Hash, VerifiedCaller>creating((hash, caller) -> timeFor(caller)))
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			// What there is to tidy up is less work than to hand it to another thread.
			.executor(Runnable::run)
			.build();
	}

	/** Null if the token has to be verified. */
	@Nullable VerifiedCaller of(String token) {
		return callers.getIfPresent(Hash.of(token));
	}

	void remember(String token, VerifiedCaller caller) {
		if (timeFor(caller).isPositive()) {
			callers.put(Hash.of(token), caller);
		}
	}

	/** From now on every token is verified again. */
	public void forgetAll() {
		callers.invalidateAll();
	}

	/** Until the token expires, without the minute that clocks may differ by. */
	private Duration timeFor(VerifiedCaller caller) {
		Instant until = caller.caller().until();
		Duration left = (until != null) ? Duration.between(clock.instant(), until) : LONGEST;
		return (left.compareTo(LONGEST) < 0) ? left : LONGEST;
	}

	int size() {
		callers.cleanUp();
		return callers.asMap().size();
	}

	/** SHA-256 of a token. */
	private record Hash(long first, long second, long third, long fourth) {

		static Hash of(String token) {
			ByteBuffer hash = ByteBuffer.wrap(sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
			return new Hash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
		}

		private static MessageDigest sha256() {
			try {
				return MessageDigest.getInstance("SHA-256");
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
