package io.switchgear.connector;

import java.util.Optional;
import java.util.function.Consumer;

import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Translates between the gateway and one provider's API. Written as straight-line
 * blocking code: it runs on virtual threads, within a deadline that the clients of
 * {@link io.switchgear.outbound.OutboundClients} keep. Failed calls need not be caught;
 * they are translated with {@link #errorIn}. One instance serves one configured provider
 * and is used by many threads at once.
 */
public interface ProviderConnector {

	/** Constant; called often. */
	ConnectorDescription description();

	/**
	 * The one form of an id that the provider uses in its paths or bodies, or empty if
	 * the provider can have no such id. Calls nobody.
	 */
	Optional<String> canonicalId(String externalId);

	/** What an id looks like, for the person who sent another one. */
	String idForm();

	/**
	 * Makes the integration as desired and says what it is like now. May be called again
	 * after any failure, and again with the same arguments by another replica after a
	 * crash, so it must set absolute values. Is only asked for what
	 * {@link #description()} offers. If it reads the integration before it writes, it
	 * tells {@link Sighting#report}.
	 * @throws ProblemException if the connector itself refuses, such as for lack of
	 * credentials
	 */
	ProviderState apply(Target target, Desired desired);

	/**
	 * Whether {@link #apply} reads the integration before it writes that, and so reports
	 * it. Calls nobody.
	 */
	default boolean readsBeforeWriting(Desired desired) {
		return false;
	}

	/**
	 * What {@link #apply} would send, found out without a write. May read the provider.
	 * @throws ProblemException as {@link #apply} would before its write
	 */
	Preview preview(Target target, Desired desired);

	/**
	 * Reads the integration; changes nothing.
	 * @throws ProblemException with {@code provider.integration-not-found} if the
	 * provider does not have it
	 */
	default ProviderState read(Target target) {
		throw Capability.READ.notSupportedBy(target.ref().provider());
	}

	/**
	 * Reads one page of all integrations that the provider has, and hands each over as it
	 * is read, so that no page has to fit into memory as a whole. Changes nothing. The
	 * same page may be asked for again, also by another replica, and an integration may
	 * be handed over twice.
	 * @param cursor what the page before returned, null for the first page
	 * @param found takes each; what it throws has to pass
	 * @return where the next page begins; empty if this is the last one
	 */
	default Optional<String> list(@Nullable String cursor, Consumer<ListedIntegration> found) {
		throw Capability.LIST.notSupportedBy(description().type());
	}

	/**
	 * What an error body of the provider says. Must cope with anything: HTML, prose,
	 * nothing at all.
	 */
	ProviderError errorIn(int status, String body);

	/** The same for a provider that names the call in a header. */
	default ProviderError errorIn(int status, HttpHeaders headers, String body) {
		return errorIn(status, body);
	}

	/** The code for an error that its status alone would put wrongly, if it is one. */
	default Optional<ProblemCode> codeOf(int status, ProviderError error) {
		return Optional.empty();
	}

}
