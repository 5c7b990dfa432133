package io.switchgear.event;

import io.switchgear.problem.WireName;

/** What an event is about: its name in the stream. A newer release may write others. */
public enum EventKind implements WireName {

	CHANGE, INTEGRATION, HOLD, BATCH

}
