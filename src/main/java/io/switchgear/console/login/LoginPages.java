package io.switchgear.console.login;

import java.io.IOException;

import io.swagger.v3.oas.annotations.Hidden;
import io.switchgear.console.session.ConditionalOnLogin;
import io.switchgear.console.session.ConsoleSessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a browser sees before and after a login. */
@Hidden
@RestController
@ConditionalOnLogin
class LoginPages {

	private final ConsoleSessions sessions;

	LoginPages(ConsoleSessions sessions) {
		this.sessions = sessions;
	}

	/** Leads on at once for whoever is logged in, as in another tab. */
	@GetMapping("/console/login")
	ResponseEntity<Void> login(@RequestParam(name = LoginPath.TO, required = false) @Nullable String to,
			HttpServletRequest request) {
		String shown = LoginPath.to(to);
		return LoginPath
			.redirect((sessions.of(request) != null) ? "./" + shown : "login/start" + LoginPath.parameter(shown));
	}

	@GetMapping("/console/logged-out")
	void loggedOut(HttpServletResponse response) throws IOException {
		PlainPage.saying("Logged out", "You are logged out of the console.", "Log in again", "login", "")
			.write(HttpServletResponse.SC_OK, response);
	}

}
