package io.switchgear.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

import io.switchgear.http.ProblemResponses;
import io.switchgear.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a service name the person for whom it acts, if its token allows that. For which
 * providers it does is asked where their names are known.
 */
final class OnBehalfOf extends OncePerRequestFilter {

	static final String HEADER = "On-Behalf-Of";

	private final ProblemResponses problems;

	private final RequestAttributeSecurityContextRepository callers = new RequestAttributeSecurityContextRepository();

	OnBehalfOf(ProblemResponses problems) {
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		List<String> named = Collections.list(request.getHeaders(HEADER));
		if (!named.isEmpty()
				&& SecurityContextHolder.getContext().getAuthentication() instanceof VerifiedCaller caller) {
			if (!caller.has(Scope.DELEGATE, null)) {
				throw ScopeRequired.missing(Scope.DELEGATE, null);
			}
			String name = decoded(named.getFirst());
			if (named.size() > 1 || name == null || !CallerName.isUsable(name)) {
				problems.write(Problem.invalid(HEADER,
						"must be one name, of 1 to %d printable characters in UTF-8".formatted(CallerName.MAX_LENGTH)),
						request, response);
				return;
			}
			SecurityContext context = new SecurityContextImpl(caller.onBehalfOf(name));
			SecurityContextHolder.setContext(context);
			callers.saveContext(context, request, response);
		}
		chain.doFilter(request, response);
	}

	/** The container takes each byte for a character. Null if they are no UTF-8. */
	private static @Nullable String decoded(String header) {
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
				.toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

}
