package io.switchgear.contract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/**
 * What every connector has to fulfil. A connector's tests extend this and hand in the
 * connector; which of the tests apply follows from its capabilities.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
public abstract class ConnectorContract implements IdContract, SwitchContract, ReadContract, ListContract,
		UpdateContract, PreviewContract, FailureContract, SecrecyContract {

	private final ConnectorBench bench;

	protected ConnectorContract(ConnectorUnderTest subject) {
		this.bench = new ConnectorBench(subject);
	}

	@Override
	public final ConnectorBench bench() {
		return bench;
	}

	@BeforeEach
	void startAfresh() {
		bench.simulator().reset();
	}

	@AfterAll
	void close() {
		bench.close();
		bench.simulator().close();
	}

}
