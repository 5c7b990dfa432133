package io.switchgear.console;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Hidden;
import io.switchgear.console.login.EndOfLogin;
import io.switchgear.console.login.LoginPath;
import io.switchgear.console.login.PlainPage;
import io.switchgear.console.session.ConsoleSessions;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The way into the console and out of it. */
@Hidden
@RestController
@ConditionalOnBooleanProperty("switchgear.console.enabled")
class ConsolePages {

	private static final String CROSS_SITE = "cross-site";

	private final @Nullable String logoutUrl;

	private final @Nullable ConsoleSessions sessions;

	private final @Nullable EndOfLogin end;

	ConsolePages(ConsoleProperties properties, ObjectProvider<ConsoleSessions> sessions,
			ObjectProvider<EndOfLogin> end) {
		this.logoutUrl = properties.logoutUrl();
		this.sessions = sessions.getIfAvailable();
		this.end = end.getIfAvailable();
	}

	/** Addresses in pages are relative to the slash. */
	@GetMapping("/console")
	ResponseEntity<Void> withoutSlash(HttpServletRequest request) {
		return LoginPath
			.redirect("console/" + LoginPath.to("?" + Objects.requireNonNullElse(request.getQueryString(), "")));
	}

	/** The page holds no secrets; whether a token is good is for the API to say. */
	@GetMapping("/console/")
	@Nullable ResponseEntity<Resource> index(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (sessions == null || ConsoleApi.bringsToken(request) || sessions.of(request) != null) {
			return Assets.index();
		}
		String query = request.getQueryString();
		String start = "login" + LoginPath.parameter((query != null) ? "?" + query : "");
		if (CROSS_SITE.equals(request.getHeader("Sec-Fetch-Site"))) {
			// The browser may have a session and keep its cookie back.
			PlainPage.leadingTo(start, "").write(HttpServletResponse.SC_OK, response);
			return null;
		}
		return LoginPath.redirect(start);
	}

	@PostMapping("/console/logout")
	ResponseEntity<Logout> logout(HttpServletRequest request) {
		String next = (end != null && !ConsoleApi.bringsToken(request)) ? end.of(request) : logoutUrl;
		if (next == null) {
			throw Problem
				.of(ProblemCode.REQUEST_NOT_FOUND,
						"A proxy logs people in here, and nobody said where it logs them out")
				.asException();
		}
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Logout(URI.create(next)));
	}

	/** Where the browser goes next. */
	record Logout(URI location) {
	}

}
