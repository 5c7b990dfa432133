package io.switchgear.connector.rootfi;

import io.switchgear.connector.rootfi.RootFiWire.Answer;
import io.switchgear.connector.rootfi.RootFiWire.Update;
import io.switchgear.outbound.ProviderOperation;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/** RootFi's integration API, version 2. */
@HttpExchange("/integrations/{id}")
interface RootFiApi {

	/** Replaces the integration with absolute values, so it may be repeated. */
	@ProviderOperation(value = "update-integration", repeatable = true)
	@PutExchange(contentType = MediaType.APPLICATION_JSON_VALUE)
	@Nullable Answer update(@PathVariable String id, @RequestBody Update update);

	@ProviderOperation(value = "get-integration", repeatable = true, reads = true)
	@GetExchange
	@Nullable Answer get(@PathVariable String id);

}
