package io.switchgear;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.switchgear.support.CheckedInFile;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private static final String ROOT = "io.switchgear";

	// In the order that a request flows, as package-info names them
	private static final List<String> ORDER = List.of("openapi", "console", "summary", "event", "batch", "change",
			"inventory", "integration", "provider", "security", "http", "idempotency", "connector", "outbound",
			"credential", "observation", "jdbc", "problem");

	/** More than that, and a newcomer does not find his way. */
	private static final int MAX_TYPES = 20;

	// The layers around a call are many and small.
	private static final String LARGE = ROOT + ".outbound";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	private static final ApplicationModules MODULES = ApplicationModules.of(SwitchgearApplication.class);

	private static final Map<String, List<String>> DEPENDENCIES = MODULES.stream()
		.collect(Collectors.toMap(ArchitectureTests::name, ArchitectureTests::dependencies));

	@Test
	void modulesDependOnlyOnThoseThatTheyName() {
		MODULES.verify();
	}

	@Test
	void modulesDependOnlyOnThoseBelowThem() {
		assertThat(DEPENDENCIES).containsOnlyKeys(ORDER);
		assertThat(DEPENDENCIES)
			.allSatisfy((name, dependencies) -> assertThat(dependencies).as("what %s depends on", name)
				.allMatch((below) -> ORDER.indexOf(below) > ORDER.indexOf(name)));
	}

	@Test
	void connectorsDoNotKnowEachOther() {
		slices().matching(ROOT + ".connector.(*)..").should().notDependOnEachOther().check(CLASSES);
	}

	@Test
	void nothingUsesAnnotationsThatNoProxyServes() {
		noClasses().should()
			.dependOnClassesThat()
			.haveNameMatching("org\\.springframework\\..*\\.(Transactional|TransactionalEventListener|Repository)")
			.because("the application excludes what would serve them")
			.check(CLASSES);
	}

	@Test
	void packagesAreSmallEnoughToFindOnesWay() {
		Map<String, Long> types = CLASSES.stream()
			.filter(JavaClass::isTopLevelClass)
			.filter((type) -> !type.getSimpleName().equals("package-info"))
			.collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
		types.remove(LARGE);
		assertThat(types)
			.allSatisfy((name, count) -> assertThat(count).as("types of %s", name).isLessThanOrEqualTo(MAX_TYPES));
	}

	@Test
	void theDocumentShowsWhatEachModuleDependsOn() {
		CheckedInFile.of("docs/architecture.md").showsBetween("<!-- modules -->", "<!-- end of modules -->", map());
	}

	/** Leaves out what a module reaches through another one, or it would show nothing. */
	private static String map() {
		StringBuilder map = new StringBuilder("```mermaid\nflowchart TD\n");
		for (String name : ORDER) {
			List<String> all = DEPENDENCIES.getOrDefault(name, List.of());
			all.stream()
				.filter((below) -> all.stream().noneMatch((between) -> reaches(between, below)))
				.forEach((below) -> map.append("    ").append(name).append(" --> ").append(below).append('\n'));
		}
		return map.append("```\n").toString();
	}

	private static boolean reaches(String from, String to) {
		return DEPENDENCIES.getOrDefault(from, List.of())
			.stream()
			.filter((next) -> ORDER.indexOf(next) > ORDER.indexOf(from)) // or it might
																			// not end
			.anyMatch((next) -> next.equals(to) || reaches(next, to));
	}

	private static List<String> dependencies(ApplicationModule module) {
		return module.getDirectDependencies(MODULES)
			.uniqueModules()
			.map(ArchitectureTests::name)
			.sorted(Comparator.comparingInt(ORDER::indexOf))
			.toList();
	}

	private static String name(ApplicationModule module) {
		return module.getIdentifier().toString();
	}

}
