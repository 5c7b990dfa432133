package io.switchgear.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Linux says of a process. */
final class Proc {

	private static final long MICROS_PER_TICK = 10_000;

	// Positions in /proc/PID/stat after the name of the program
	private static final int PARENT = 1;

	private static final int USER = 11;

	private static final int SYSTEM = 12;

	private static final int CHILDREN_USER = 13;

	private static final int CHILDREN_SYSTEM = 14;

	private Proc() {
	}

	/** User and system time of one process. */
	static long cpuMicros(long pid) {
		List<String> stat = stat(pid);
		return stat.isEmpty() ? 0 : ticks(stat, USER, SYSTEM) * MICROS_PER_TICK;
	}

	/** The same for it and its children, also those that have ended. */
	static long familyCpuMicros(long pid) {
		try (Stream<Path> all = Files.list(Path.of("/proc"))) {
			long children = all.map((path) -> path.getFileName().toString())
				.filter((name) -> Character.isDigit(name.charAt(0)))
				.map((name) -> stat(Long.parseLong(name)))
				.filter((stat) -> !stat.isEmpty() && Long.parseLong(stat.get(PARENT)) == pid)
				.mapToLong((stat) -> ticks(stat, USER, SYSTEM))
				.sum();
			return (children + ticks(stat(pid), USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM)) * MICROS_PER_TICK;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Time in which any process of the machine used a processor. */
	static long machineMicros() {
		try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
			String[] times = lines.findFirst().orElseThrow().split("\\s+");
			// user, nice, system, and after idle and iowait both kinds of interrupts
			return (Long.parseLong(times[1]) + Long.parseLong(times[2]) + Long.parseLong(times[3])
					+ Long.parseLong(times[6]) + Long.parseLong(times[7])) * MICROS_PER_TICK;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static long residentKilobytes(long pid) {
		try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
			return lines.filter((line) -> line.startsWith("VmRSS:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
				.findFirst()
				.orElse(0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long ticks(List<String> stat, int... positions) {
		long sum = 0;
		for (int position : positions) {
			sum += Long.parseLong(stat.get(position));
		}
		return sum;
	}

	/** Empty if the process has ended. */
	private static List<String> stat(long pid) {
		try {
			String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
			return List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
		}
		catch (IOException _) {
			return List.of();
		}
	}

}
