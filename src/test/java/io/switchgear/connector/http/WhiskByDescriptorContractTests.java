package io.switchgear.connector.http;

import java.util.Map;

import io.switchgear.contract.ConnectorContract;
import io.switchgear.contract.WhiskUnderTest;

/** Whisk by a descriptor fulfils what Whisk in Java does. */
class WhiskByDescriptorContractTests extends ConnectorContract {

	WhiskByDescriptorContractTests() {
		super(WhiskUnderTest.start("http", Map.of("descriptor", Descriptors.ofTests("whisk"))));
	}

}
