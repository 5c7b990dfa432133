package io.switchgear.connector.whisk;

import io.switchgear.connector.whisk.WhiskWire.StateUpdate;
import io.switchgear.connector.whisk.WhiskWire.StateUpdated;
import io.switchgear.outbound.ProviderOperation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * Whisk Studio's integration API: ids in bodies, never in paths; verbs that say nothing
 * about what may be repeated.
 */
@HttpExchange(url = "/integrations/v1", accept = MediaType.APPLICATION_JSON_VALUE)
interface WhiskApi {

	/**
	 * Sets an absolute state, so it may be repeated. The answer proves nothing about the
	 * new state.
	 */
	@ProviderOperation(value = "update-state", repeatable = true)
	@PostExchange(url = "/update/state", contentType = MediaType.APPLICATION_JSON_VALUE)
	@Nullable StateUpdated updateState(@RequestBody StateUpdate update);

	/**
	 * All integrations of the key's account, a {@link WhiskList}; none can be read alone.
	 */
	@ProviderOperation(value = "get", repeatable = true, reads = true, lists = true)
	@GetExchange("/get")
	byte @Nullable [] get(@RequestParam(name = "paging.after", required = false) @Nullable String after);

	/** The same, to import it. */
	@ProviderOperation(value = "import", repeatable = true, reads = true, imports = true)
	@GetExchange("/get")
	byte @Nullable [] getToImport(@RequestParam(name = "paging.after", required = false) @Nullable String after);

}
