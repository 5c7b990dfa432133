package io.switchgear;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTests {

	@Test
	void modulesDependOnEachOtherInOneDirection() {
		ApplicationModules.of(SwitchgearApplication.class).verify();
	}

}
