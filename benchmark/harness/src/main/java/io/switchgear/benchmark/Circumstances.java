package io.switchgear.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;

/** When, where and how thoroughly something was measured. */
record Circumstances(String date, String revision, Effort effort, String machine, String java, String postgres) {

	static Circumstances now(Options options) {
		return new Circumstances(LocalDate.now().toString(), options.revision(), options.effort(), describeMachine(),
				System.getProperty("java.vendor.version") + " " + Runtime.version(), Postgres.installed());
	}

	private static String describeMachine() {
		return "%d processors (%s), %d GiB, Linux %s".formatted(Runtime.getRuntime().availableProcessors(),
				after("/proc/cpuinfo", "model name"), memory(), System.getProperty("os.version"));
	}

	private static long memory() {
		return Math.round(Long.parseLong(after("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / (1024.0 * 1024));
	}

	private static String after(String file, String name) {
		try (Stream<String> lines = Files.lines(Path.of(file))) {
			return lines.filter((line) -> line.startsWith(name))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse("0");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return "%s, revision %s%s, on %s, %s, PostgreSQL %s".formatted(date, revision,
				(effort == Effort.FULL) ? "" : ", with `--" + effort.name().toLowerCase(Locale.ROOT) + "`", machine,
				java, postgres);
	}

}
