package io.switchgear.connector.rootfi;

import java.util.Map;

import io.switchgear.contract.ConnectorContract;
import io.switchgear.contract.RootFiUnderTest;

class RootFiContractTests extends ConnectorContract {

	RootFiContractTests() {
		super(RootFiUnderTest.start("rootfi", Map.of()));
	}

}
