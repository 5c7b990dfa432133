package io.switchgear.simulator;

/** A provider's endpoints and the state behind them. */
public interface ProviderApi {

	/** Applies the request and gives the proper answer; never throws and never waits. */
	Reply answer(Received request);

	void clear();

}
