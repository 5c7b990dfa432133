package io.switchgear.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a switch costs while a reader holds a snapshot, as a backup does: no dead row can
 * be removed.
 */
final class Snapshot implements Part {

	/**
	 * Times as many windows as elsewhere, so that the vacuum of each minute also meets a
	 * load that has just begun.
	 */
	private static final int TIMES = 2;

	@Override
	public Section run(Lab lab) {
		List<Target> targets = lab.targets();
		lab.warm(targets.reversed(), Workload.SWITCH);
		List<Row> rows = new ArrayList<>(lab.compare(targets, Workload.SWITCH).rows());
		Duration held = lab.effort().pick(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofSeconds(3));
		for (Target gateway : targets.stream().filter(Target::isGateway).toList()) {
			try (Connection reader = gateway.databaseOf().open("switchgear");
					Statement statement = reader.createStatement()) {
				reader.setAutoCommit(false);
				statement.execute("set transaction isolation level repeatable read");
				statement.execute("select count(*) from integration");
				Tally tally = lab.load()
					.closed(gateway.port(), lab.requests(gateway, Workload.SWITCH), Lab.CONNECTIONS, Goal.after(held));
				Progress.say("  %-10s %s under a snapshot", gateway.name(), tally);
				List<Target> both = List.of(targets.getFirst(), gateway.named(gateway.name() + ", snapshot held"));
				rows.addAll(lab.compare(both, Workload.SWITCH, TIMES * lab.effort().windows()).rows().subList(1, 2));
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return new Section("snapshot",
				"A switch under a snapshot that was held for %d seconds".formatted(held.toSeconds()),
				"The load went on all the time, and then in turn with that on the peer.", rows);
	}

}
