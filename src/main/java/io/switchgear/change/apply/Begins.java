package io.switchgear.change.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.switchgear.change.Change;
import io.switchgear.change.revert.RevertGuard;
import io.switchgear.change.store.Begun;
import io.switchgear.change.store.ChangeTable;
import io.switchgear.change.store.Credentials;
import io.switchgear.change.store.Taken;
import io.switchgear.change.store.Transitions.Started;
import io.switchgear.credential.Secret;
import io.switchgear.integration.Patch;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what is needed to apply changes that were written down earlier. */
public final class Begins {

	private static final Logger log = LoggerFactory.getLogger(Begins.class);

	private final ChangeTable changes;

	private final Credentials credentials;

	private final RevertGuard reverts;

	private final ChangeRunner runner;

	public Begins(ChangeTable changes, Credentials credentials, RevertGuard reverts, ChangeRunner runner) {
		this.changes = changes;
		this.credentials = credentials;
		this.reverts = reverts;
		this.runner = runner;
	}

	/** Ends those that cannot be applied, and leaves them out. */
	public List<Begun> of(List<Started> started) {
		List<Begun> begun = new ArrayList<>();
		for (Started one : started) {
			try {
				begun.add(of(one, given(one.change())));
			}
			catch (ProblemException ex) {
				giveUp(one, ex.problem());
			}
		}
		return begun;
	}

	private Begun of(Started started, Map<String, Secret> given) {
		Change change = started.change();
		Taken taken = started.taken();
		Patch patch = Patch.of(change.requested(), given);
		credentials.updated(change.integration(), taken.credentials(), patch);
		taken.integration().requireRoomFor(patch);
		return begun(started, patch).expecting(reverts.check(change));
	}

	private Begun begun(Started started, Patch patch) {
		Change change = started.change();
		Taken taken = started.taken();
		Boolean before = (taken.enabledBefore() != null) ? taken.enabledBefore() : change.enabledBefore();
		return new Begun(change, patch, taken.integration(), taken.requiredLease(),
				credentials.target(change.integration(), taken.credentials()), before, !change.inBackground());
	}

	private Map<String, Secret> given(Change change) {
		return change.requested().containsKey("credentials")
				? credentials.given(change.integration(), changes.credentials(change.id())) : Map.of();
	}

	private void giveUp(Started started, Problem problem) {
		log.info("Change {} of {} cannot be applied: {}", started.change().id(), started.change().integration(),
				problem.code().code());
		runner.giveUp(begun(started, Patch.of(started.change().requested(), Map.of())), problem);
	}

}
