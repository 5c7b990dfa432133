package io.switchgear;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	// In the order that a request flows, as docs/architecture.md and package-info name
	// them
	private static final List<String> ORDER = List.of("openapi", "event", "batch", "change", "integration", "provider",
			"security", "http", "idempotency", "connector", "outbound", "credential", "observation", "jdbc", "problem");

	private final ApplicationModules modules = ApplicationModules.of(SwitchgearApplication.class);

	@Test
	void modulesDependOnlyOnThoseThatTheyName() {
		modules.verify();
	}

	@Test
	void modulesDependOnlyOnThoseBelowThem() {
		assertThat(modules.stream().map((module) -> module.getIdentifier().toString()))
			.containsExactlyInAnyOrderElementsOf(ORDER);
		assertThat(modules.stream()).allSatisfy((module) -> {
			int place = ORDER.indexOf(module.getIdentifier().toString());
			assertThat(module.getDirectDependencies(modules).uniqueModules())
				.extracting((dependency) -> dependency.getIdentifier().toString())
				.allMatch((name) -> ORDER.indexOf(name) > place);
		});
	}

	@Test
	void connectorsDoNotKnowEachOther() {
		JavaClasses classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
			.importPackages("io.switchgear.connector");
		slices().matching("io.switchgear.connector.(*)..").should().notDependOnEachOther().check(classes);
	}

}
