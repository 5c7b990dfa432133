package io.switchgear.console;

import io.switchgear.issuer.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** The console over HTTP. Each class has a gateway and an issuer of its own. */
abstract class ConsoleJourney {

	static final String COOKIE = "switchgear-console";

	static ConsoleStation station;

	@BeforeAll
	static void startGateway(TestInfo test) {
		station = ConsoleStation.named(test);
		station.start();
	}

	@AfterAll
	static void end() {
		station.close();
	}

	@BeforeEach
	void startAfresh() {
		station.rootfi().reset();
		station.rootfi().add(1234, "ZOHO_BOOKS", "zoho-client-0815", "c4n4ry-zoho-4711", false, true);
	}

	/** Somebody who is not logged in. */
	static Visitor visitor() {
		return new Visitor(station.url());
	}

	static Visitor loggedIn(Person person) {
		return visitor().logIn(person);
	}

}
