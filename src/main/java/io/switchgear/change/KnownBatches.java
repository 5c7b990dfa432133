package io.switchgear.change;

import java.util.Set;
import java.util.UUID;

/** What this module has to know of batches, which build on it. */
public interface KnownBatches {

	/** Whose integrations the batch is about; empty where no batch has that id. */
	Set<String> providers(UUID id);

}
