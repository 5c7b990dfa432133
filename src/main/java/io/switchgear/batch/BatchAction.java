package io.switchgear.batch;

import io.switchgear.change.ChangeAction;
import io.switchgear.integration.Patch;
import io.switchgear.problem.WireName;
import org.jspecify.annotations.Nullable;

/** What a batch does with its items. */
public enum BatchAction implements WireName {

	ENABLE, DISABLE, UPDATE, REVERT;

	/** If every item is asked for something of its own, that takes back another batch. */
	static BatchAction of(@Nullable Patch patch) {
		if (patch == null) {
			return REVERT;
		}
		return switch (ChangeAction.of(patch)) {
			case ENABLE -> ENABLE;
			case DISABLE -> DISABLE;
			case UPDATE, FORGET, OTHER -> UPDATE;
		};
	}

}
