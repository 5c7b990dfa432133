package io.switchgear.connector.http;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.switchgear.problem.InvalidConfiguration;
import io.switchgear.support.ConnectedProviders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A descriptor that cannot be right is refused, with the line and a reason that helps.
 */
class DescriptorRefusalTests {

	private static final String GOOD = """
			id: {pattern: '[0-9]+'}
			headers: {X-Key: '{key}'}
			read: {request: 'GET /things/{id}'}
			write:
			  request: PUT /things/{id}
			  body: {off: '{disabled}'}
			state: {at: /off, enabled: false, disabled: true}
			""";

	private Path folder;

	@BeforeEach
	void writeInto(@TempDir Path empty) {
		folder = empty;
	}

	@Test
	void takesTheOneThatTheOthersDifferFrom() {
		assertThat(trial(GOOD).description().capabilities()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					state:                           | stat:                                    | 7 | stat is no key; known here are $schema, auth, disable
					request: PUT /things/{id}        | url: PUT /things/{id}                    | 5 | write.url is no key; known here are at, body, carry
					request: PUT /things/{id}        | note: toggles                            | 4 | write.request is missing
					state: {at: /off,                | state: {at: /off, at: /on,               | 7 | at
					headers: {X-Key: '{key}'}        | headers: {X-Key: '{key}'                 | 2 | is no YAML
					headers: {X-Key: '{key}'}        | headers: {X-Key: abc}                    | 2 | sends the key nowhere; add Authorization: 'Bearer {key}'
					headers: {X-Key: '{key}'}        | headers: {X-Key: '{key}', x-key: '{key}'} | 2 | headers.x-key is there twice
					headers: {X-Key: '{key}'}        | auth: {basic: {user: 'a:b'}}             | 2 | auth.basic.user must have no colon
					{off: '{disabled}'}              | {off: &off '{disabled}', too: *off}      | 6 | write.body.too is an alias, which is not followed
					enabled: false, disabled: true   | enabled: *on, disabled: true             | 7 | state.enabled is an alias, which is not followed
					`  body: {off`                   | `\tbody: {off`                          | 6 | is no YAML: found character '\\t(TAB)' that cannot start any token
					headers: {X-Key: '{key}'}        | headers: {Host: '{key}'}                 | 2 | headers.Host is no header that can be set here
					headers: {X-Key: '{key}'}        | headers: {X-Key: '{token}'}              | 2 | has {token}, which only auth.client-credentials gets
					headers: {X-Key: '{key}'}        | headers: {X-Key: '{key}', X-Id: '{id}'}  | 2 | can have {key}, {keys.<name>} and {token} only
					headers: {X-Key: '{key}'}        | auth: {client-credentials: {token-url: 'https://login.example/token'}} | 2 | auth.client-credentials.token-url must be a path below the base URL
					headers: {X-Key: '{key}'}        | auth: {basic: {user: a}, client-credentials: {token-url: /token}} | 2 | auth must have one of basic and client-credentials
					PUT /things/{id}                 | PUT /things/{id}?key={key}               | 5 | has a secret in the URL, which proxies and servers log
					PUT /things/{id}                 | PUT https://api.example/things/{id}      | 5 | an encoded path from / on, without a host
					PUT /things/{id}                 | PUT /things/../{id}                      | 5 | must not lead out of the base URL
					PUT /things/{id}                 | GET /things/{id}                         | 5 | must be one of [DELETE, PATCH, POST, PUT]
					PUT /things/{id}                 | PUT /things/{name}                       | 5 | has {name}, which stands for nothing; known are {id}
					PUT /things/{id}                 | PUT /things                              | 5 | does not say which integration
					{off: '{disabled}'}              | {off: '{key}'}                           | 6 | has the key in the body
					{off: '{disabled}'}              | {off: 'is {disabled}'}                   | 6 | write.body.off has a placeholder within text
					{off: '{disabled}'}              | {off: '{state}', name: '{settings.name}'} | 4 | sends {settings.name}, but shows.settings does not say
					{off: '{disabled}'}              | {off: true}                              | 4 | a toggle is no absolute value, and a retry would undo it
					`  body: {off: '{disabled}'}`    | `  form: {off: '{disabled}'}\n  body: {}` | 6 | write.form and body are both given
					`  body: {off: '{disabled}'}`    | `  form: {off: '{disabled}'}\n  carry: off` | 7 | write.carry needs a body that is an object
					`  body: {off: '{disabled}'}`    | `  body: {off: '{disabled}'}\n  masked: allowed` | 7 | write.masked says nothing without carry
					`  body: {off: '{disabled}'}`    | `  body: {off: '{disabled}'}\n  masked: perhaps` | 7 | masked
					enabled: false, disabled: true   | enabled: [false, on], disabled: [true, 'ON'] | 7 | state has a word that means both enabled and disabled
					enabled: false, disabled: true   | enabled: present, disabled: true         | 7 | state has a word that means both
					enabled: false, disabled: true   | enabled: false                           | 7 | state.disabled is missing
					state: {at: /off                 | state: {at: off                          | 7 | state.at must be a JSON Pointer
					state: {at: /off, enabled        | state: {enabled                          | 4 | is confirmed by its answer, but the state is being listed
					read: {request: 'GET /things/{id}'} | list: {request: 'GET /things'}        | 3 | list.by is missing
					read: {request: 'GET /things/{id}'} | errors: {code: /code, as: {gone: integration.not-found}} | 3 | errors.as.gone is integration.not-found, but must be one of provider.rejected
					read: {request: 'GET /things/{id}'} | failed: {at: /ok, is: false, as: request.invalid} | 3 | failed.as is request.invalid, but must be one of provider.rejected
					read: {request: 'GET /things/{id}'} | settings: {colour: text}              | 3 | settings.colour is neither sent by write nor under shows.settings
					pattern: '[0-9]+'                | pattern: '(?<key>[0-9]+)'                | 1 | has a group {key}, which is another placeholder
					pattern: '[0-9]+'                | pattern: '[0-9'                          | 1 | is no regular expression
					""")
	void saysWhatIsWrongAndWhere(String good, String bad, int line, String reason) {
		assertThat(GOOD).contains(good);
		String message = refusal(GOOD.replace(good, bad.replace("\\n", "\n")));
		assertThat(message).contains("provider.yaml:" + line + ": ", reason).doesNotContain("\n", "io.switchgear");
	}

	@Test
	void refusesAToggle() {
		String toggle = """
				read: {request: 'GET /api/v1/endpoints/{id}', at: /data}
				enable: {request: 'PUT /api/v1/endpoints/{id}/toggle_status'}
				disable: {request: 'PUT /api/v1/endpoints/{id}/toggle_status'}
				state: {at: /status, enabled: active, disabled: [inactive, paused]}
				""";
		assertThat(refusal(toggle)).contains("provider.yaml:3: disable sends the same as enable: a toggle");
	}

	@Test
	void refusesAFullReplacementThatWouldDeleteWhatAChangeLeavesOpen() {
		String forgetful = """
				read: {request: 'GET /things/{id}'}
				write:
				  request: PUT /things/{id}
				  body: {on: '{enabled}', secret: '{credentials.secret}', name: '{settings.name}'}
				  carry: [on, secret]
				state: {at: /on, enabled: true, disabled: false}
				shows: {settings: {name: /name}}
				""";
		assertThat(refusal(forgetful)).contains("provider.yaml:5: write.carry does not name name");
	}

	@Test
	void refusesAFileThatIsTooLongToBeOne() {
		assertThat(refusal(GOOD + "#" + "x".repeat(256 * 1024))).contains("has more than 256 KiB");
	}

	@Test
	void takesIdsInEitherCaseForEqual() {
		String lower = GOOD.replace("{pattern: '[0-9]+'}", "{pattern: '(?<kind>[a-z]+)', lowercase: true}")
			.replace("/things/{id}", "/things/{kind}");
		assertThat(trial(lower).canonicalId("ABC")).contains("abc");
		assertThat(trial(lower.replace("[a-z]", "[A-Z]")).canonicalId("ABC")).isEmpty();
	}

	@Test
	void stopsTheStartWithOneLine() {
		String file = Descriptors.written(folder, GOOD.replace("state:", "stat:"));
		List<String> settings = new ArrayList<>(
				ConnectedProviders.settings("acme", "http", "https://api.example", "key"));
		settings.add("switchgear.providers.acme.descriptor=" + file);
		assertThatException().isThrownBy(() -> ConnectedProviders.start(settings).close())
			.havingRootCause()
			.isInstanceOf(InvalidConfiguration.class)
			.withMessageStartingWith("switchgear.providers.acme.descriptor is refused: " + file + ":7: stat is no key");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			headers: {X-Key: '{key}', X-Other: '{keys.other}'} | keys.other is missing
			auth: {basic: {}}                                  | user is missing
			""")
	void namesWhatTheDescriptorNeedsBesides(String headers, String message) {
		String file = Descriptors.written(folder, GOOD.replace("headers: {X-Key: '{key}'}", headers));
		List<String> settings = new ArrayList<>(
				ConnectedProviders.settings("acme", "http", "https://api.example", "key"));
		settings.add("switchgear.providers.acme.descriptor=" + file);
		assertThatException().isThrownBy(() -> ConnectedProviders.start(settings).close())
			.havingRootCause()
			.withMessageStartingWith("switchgear.providers.acme." + message);
	}

	@Test
	void namesAFileThatIsNotThere() {
		assertThat(catchThrowableOfType(DescriptorTrial.Unusable.class, () -> DescriptorTrial.of("none.yaml")))
			.hasMessage("none.yaml cannot be read");
	}

	private DescriptorTrial trial(String text) {
		return DescriptorTrial.of(Descriptors.written(folder, text));
	}

	private String refusal(String text) {
		DescriptorTrial.Unusable refused = catchThrowableOfType(DescriptorTrial.Unusable.class, () -> trial(text));
		assertThat(refused).isNotNull();
		return String.valueOf(refused.getMessage());
	}

}
