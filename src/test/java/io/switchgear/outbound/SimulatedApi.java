package io.switchgear.outbound;

import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import reactor.core.publisher.Mono;

/** A provider's operations in the form that waits for nobody. */
@HttpExchange("/things")
interface SimulatedApi {

	@ProviderOperation(value = "set", repeatable = true)
	@PutExchange
	Mono<Void> set();

	@ProviderOperation(value = "create", repeatable = false)
	@PostExchange
	Mono<Void> create();

}
