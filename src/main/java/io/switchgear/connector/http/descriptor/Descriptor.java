package io.switchgear.connector.http.descriptor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.switchgear.problem.WireName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * How to call a provider's API, as its file says it. The components are the keys of the
 * file; the JSON Schema is made of them.
 */
@JsonNaming(KebabCaseStrategy.class)
public record Descriptor(
		@JsonProperty("$schema") @JsonPropertyDescription("The JSON Schema, for editors") @Nullable String schema,
		@JsonPropertyDescription("What ids look like") @Nullable Id id,
		@JsonPropertyDescription("The headers of each request. {key} is the key, {keys.<name>} a further one, {token} an access token; no other place can hold them. Default: Authorization: 'Bearer {key}'") Map<String, String> headers,
		@JsonPropertyDescription("How the key is sent if no header is told to") @Nullable Auth auth,
		@JsonPropertyDescription("Reads one integration") @Nullable Read read,
		@JsonPropertyDescription("Finds an integration in a list, if none can be read alone") @Nullable Listing list,
		@JsonPropertyDescription("Switches and updates an integration") @Nullable Write write,
		@JsonPropertyDescription("Enables an integration, in place of write where the API has verbs") @Nullable Write enable,
		@JsonPropertyDescription("Disables an integration, in place of write where the API has verbs") @Nullable Write disable,
		@JsonPropertyDescription("The types of settings; text unless said") Map<String, SettingType> settings,
		@JsonPropertyDescription("How answers say whether an integration is on") @Nullable State state,
		@JsonPropertyDescription("What else answers show of an integration") @Nullable Shows shows,
		@JsonPropertyDescription("When a success status is none") @Nullable Failed failed,
		@JsonPropertyDescription("What errors say") @Nullable Errors errors,
		@JsonProperty("wait") @JsonPropertyDescription("Headers beside Retry-After that say how long to wait") @Nullable Wait waits) {

	/** Has to be there, next to whatever else is. */
	@Target(ElementType.RECORD_COMPONENT)
	@Retention(RetentionPolicy.RUNTIME)
	@interface Required {

	}

	static final String NAME = "[A-Za-z][A-Za-z0-9_]*";

	public Descriptor {
		headers = given(headers);
		settings = given(settings);
	}

	Shows shown() {
		return (shows != null) ? shows : new Shows(List.of(), Map.of(), Map.of(), List.of(), List.of());
	}

	Errors errorsSaid() {
		return (errors != null) ? errors : new Errors(List.of(), List.of(), List.of(), Map.of());
	}

	private static <K, V> Map<K, V> given(@Nullable Map<K, V> map) {
		return (map != null) ? map : Map.of();
	}

	private static <T> List<T> given(@Nullable List<T> list) {
		return (list != null) ? list : List.of();
	}

	/** What ids look like. */
	@JsonNaming(KebabCaseStrategy.class)
	public record Id(
			@JsonPropertyDescription("A regular expression for the whole id. Its named groups are placeholders: the parts of a composite id") @Nullable String pattern,
			@JsonPropertyDescription("Completes 'must be …' for whoever sends another id") @Nullable String form,
			@JsonPropertyDescription("The largest id, if ids are integers") @Nullable Long max,
			@JsonPropertyDescription("Whether ids are the same in either case, and sent in small letters") @Nullable Boolean lowercase) {
	}

	/** How the key is sent. */
	@JsonNaming(KebabCaseStrategy.class)
	public record Auth(
			@JsonPropertyDescription("Gets access tokens with the key: {token} in a header, Authorization: 'Bearer {token}' unless said") @Nullable ClientCredentials clientCredentials,
			@JsonPropertyDescription("User and key as RFC 7617 says") @Nullable Basic basic) {
	}

	/**
	 * The grant of RFC 6749, section 4.4. The client's id is the setting {@code user}.
	 */
	@JsonNaming(KebabCaseStrategy.class)
	public record ClientCredentials(
			@Required @JsonPropertyDescription("Path of the token endpoint below the base URL") String tokenUrl,
			@JsonPropertyDescription("The scope to ask for") @Nullable String scope,
			@JsonPropertyDescription("The audience to ask for; the setting audience of the provider comes first") @Nullable String audience,
			@JsonPropertyDescription("Whether id and secret of the client go in the header (default) or in the form") @Nullable ClientAuth clientAuth) {
	}

	/** Where a token request has the client's secret. */
	public enum ClientAuth implements WireName {

		HEADER, FORM

	}

	/** Basic authentication. */
	@JsonNaming(KebabCaseStrategy.class)
	public record Basic(
			@JsonPropertyDescription("The user; the setting user of the provider comes first") @Nullable String user) {
	}

	/** A request that reads one integration. */
	@JsonNaming(KebabCaseStrategy.class)
	public record Read(@Required @JsonPropertyDescription("GET and the path with placeholders") String request,
			@JsonPropertyDescription("Where in the answer the integration is; the whole answer unless said") @Nullable String at) {
	}

	/** A request that lists integrations. */
	@JsonNaming(KebabCaseStrategy.class)
	public record Listing(@Required @JsonPropertyDescription("GET and the path with placeholders") String request,
			@JsonPropertyDescription("Where in the answer the list is") @Nullable String at,
			@Required @JsonPropertyDescription("Where in an item its id is") String by,
			@JsonPropertyDescription("What that id is equal to; {id} unless said") @Nullable String is,
			@JsonPropertyDescription("The next page, at most 50 times") @Nullable Next next) {
	}

	/** A cursor from page to page. */
	@JsonNaming(KebabCaseStrategy.class)
	public record Next(
			@Required @JsonPropertyDescription("Where in the answer the cursor is; none on the last page") String at,
			@Required @JsonPropertyDescription("The query parameter that takes it") String as) {
	}

	/** A request that changes an integration. */
	@JsonNaming(KebabCaseStrategy.class)
	public record Write(
			@Required @JsonPropertyDescription("POST, PUT, PATCH or DELETE and the path with placeholders") String request,
			@JsonPropertyDescription("JSON with placeholders as whole values. A member without a value is left out") @Nullable JsonNode body,
			@JsonPropertyDescription("A form with placeholders, in place of body") Map<String, String> form,
			@JsonPropertyDescription("Members of body that are filled in from what the provider has, for a full replacement") List<String> carry,
			@JsonPropertyDescription("Whether a carried value that looks masked may be sent back; refused unless said") @Nullable Masked masked,
			@JsonPropertyDescription("What proves the write: its answer (default), reading afterwards, or nothing but its status") @Nullable Confirm confirm,
			@JsonPropertyDescription("Where in the answer the integration is; as for read unless said") @Nullable String at,
			@JsonPropertyDescription("The JSON that a success consists of; an object unless said") @Nullable Returns returns,
			@JsonPropertyDescription("Whether it may be sent again if no answer came; true unless said") @Nullable Boolean repeatable,
			@JsonPropertyDescription("What else it does, for whoever is about to do it") @Nullable String note) {

		public Write {
			form = given(form);
			carry = given(carry);
		}

		Confirm confirmed() {
			return Objects.requireNonNullElse(confirm, Confirm.ANSWER);
		}

		boolean mayRepeat() {
			return !Boolean.FALSE.equals(repeatable);
		}
	}

	/** What becomes of masked values. */
	public enum Masked implements WireName {

		REFUSE, ALLOWED

	}

	/** What proves a write. */
	public enum Confirm implements WireName {

		ANSWER, READ, NONE

	}

	/** What JSON an answer may consist of. */
	public enum Returns implements WireName {

		OBJECT, ARRAY, BOOLEAN

	}

	/** Types of settings. */
	public enum SettingType implements WireName {

		TEXT(String.class), INTEGER(Integer.class), BOOLEAN(Boolean.class);

		private final Class<?> type;

		SettingType(Class<?> type) {
			this.type = type;
		}

		Class<?> type() {
			return type;
		}

	}

	/** Words for on and off. */
	@JsonNaming(KebabCaseStrategy.class)
	public record State(
			@JsonPropertyDescription("Where the word is; without it, being listed is the state") @Nullable String at,
			@Required @JsonPropertyDescription("The words for on; {state} sends the first. absent, present and null are words too") List<JsonNode> enabled,
			@Required @JsonPropertyDescription("The words for off; {state} sends the first") List<JsonNode> disabled) {

		public State {
			enabled = given(enabled);
			disabled = given(disabled);
		}
	}

	/** What else is shown of an integration. Paths begin at the integration. */
	@JsonNaming(KebabCaseStrategy.class)
	public record Shows(@JsonPropertyDescription("Where its kind is; the first that is text counts") List<String> type,
			@JsonPropertyDescription("Where its settings are") Map<String, String> settings,
			@JsonPropertyDescription("Where its credentials are. They are concealed everywhere") Map<String, String> credentials,
			@JsonPropertyDescription("Credentials that are identifiers, no secrets: beginning and end are shown") List<String> hints,
			@JsonPropertyDescription("Where the provider names the call: a path from the root of the answer, or header:<name>") List<String> requestId) {

		public Shows {
			type = given(type);
			settings = given(settings);
			credentials = given(credentials);
			hints = given(hints);
			requestId = given(requestId);
		}
	}

	/** A success status that is none. */
	@JsonNaming(KebabCaseStrategy.class)
	public record Failed(@Required @JsonPropertyDescription("Where to look; one that fits is enough") List<String> at,
			@Required @JsonPropertyDescription("The words that mean failure") List<JsonNode> is,
			@JsonPropertyDescription("The code of such a failure unless errors.as names another; provider.rejected unless said") @Nullable String as) {

		public Failed {
			at = given(at);
			is = given(is);
		}
	}

	/** What errors say. Of several paths the first that is text counts. */
	@JsonNaming(KebabCaseStrategy.class)
	public record Errors(@JsonPropertyDescription("Where the provider's own code is") List<String> code,
			@JsonPropertyDescription("Where its words are") List<String> message,
			@JsonPropertyDescription("Where it names the call: a path, or header:<name>") List<String> requestId,
			@JsonPropertyDescription("Codes of the provider, by the codes of docs/errors.md. A * at the end stands for the rest") Map<String, String> as) {

		public Errors {
			code = given(code);
			message = given(message);
			requestId = given(requestId);
			as = given(as);
		}
	}

	/** How long to wait after a 429. */
	@JsonNaming(KebabCaseStrategy.class)
	public record Wait(@JsonPropertyDescription("A header with seconds or a date") @Nullable String after,
			@JsonPropertyDescription("A header with a moment in seconds since 1970") @Nullable String at) {
	}

}
