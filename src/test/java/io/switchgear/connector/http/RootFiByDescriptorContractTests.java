package io.switchgear.connector.http;

import java.util.Map;

import io.switchgear.contract.ConnectorContract;
import io.switchgear.contract.RootFiUnderTest;

/** RootFi by a descriptor fulfils what RootFi in Java does. */
class RootFiByDescriptorContractTests extends ConnectorContract {

	RootFiByDescriptorContractTests() {
		super(RootFiUnderTest.start("http", Map.of("descriptor", Descriptors.ofTests("rootfi"))));
	}

}
