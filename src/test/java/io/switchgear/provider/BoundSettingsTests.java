package io.switchgear.provider;

import java.util.List;
import java.util.Map;

import io.switchgear.credential.Secret;
import io.switchgear.problem.InvalidConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BoundSettingsTests {

	private static final String PREFIX = "switchgear.providers.acme";

	@Test
	void bindsWhatIsThereAndTheDefaultsOfTheRest() {
		Own own = settings(Map.of("signing-secret", "s", "nested.token", "t")).bind(Own.class);
		assertThat(own.accountId()).isEqualTo(7);
		assertThat(own.signingSecret().reveal()).isEqualTo("s");
		assertThat(own.former()).isNull();
	}

	@Test
	void knowsEverySecretWhereverItStands() {
		BoundSettings settings = settings(Map.of("signing-secret", "one", "nested.token", "two", "former", "three",
				"others[0]", "four", "by-region.eu", "five"));
		settings.bind(Own.class);
		assertThat(settings.secrets()).extracting(Secret::reveal)
			.containsExactlyInAnyOrder("one", "two", "three", "four", "five");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void refusesAMissingSecret(String blank) {
		assertThatExceptionOfType(InvalidConfiguration.class)
			.isThrownBy(() -> settings(Map.of("signing-secret", blank, "nested.token", "t")).bind(Own.class))
			.withMessage(PREFIX + ".signing-secret is missing");
		assertThatExceptionOfType(InvalidConfiguration.class)
			.isThrownBy(() -> settings(Map.of("signing-secret", "s", "nested.token", blank)).bind(Own.class))
			.withMessage(PREFIX + ".nested.token is missing");
		assertThatExceptionOfType(InvalidConfiguration.class)
			.isThrownBy(() -> settings(Map.of("nested.token", "t")).bind(Own.class))
			.withMessage(PREFIX + ".signing-secret is missing");
	}

	private static BoundSettings settings(Map<String, String> values) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		values.forEach((key, value) -> source.put(PREFIX + "." + key, value));
		return new BoundSettings(new Binder(source), PREFIX);
	}

	record Own(@DefaultValue("7") int accountId, Secret signingSecret, @Nullable Secret former, Nested nested,
			@DefaultValue List<Secret> others, @DefaultValue Map<String, Secret> byRegion) {
	}

	record Nested(Secret token) {
	}

}
