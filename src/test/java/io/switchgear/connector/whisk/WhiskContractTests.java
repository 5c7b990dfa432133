package io.switchgear.connector.whisk;

import java.util.Map;

import io.switchgear.contract.ConnectorContract;
import io.switchgear.contract.WhiskUnderTest;

class WhiskContractTests extends ConnectorContract {

	WhiskContractTests() {
		super(WhiskUnderTest.start("whisk", Map.of()));
	}

}
