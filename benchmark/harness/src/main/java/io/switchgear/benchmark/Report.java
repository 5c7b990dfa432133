package io.switchgear.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.switchgear.benchmark.Figures.Measured;

/** Writes what was measured for people and for programs. */
record Report(Options options) {

	private static final String INTRODUCTION = """
			# Benchmark

			<!-- Written by benchmark/run; do not edit. -->

			What a request costs in the packaged gateway and its PostgreSQL, beside *P*, the peer `webmvc`: Spring Cloud Gateway
			WebMVC with a circuit breaker and retries. P checks no token and stores nothing. It only passes on the call that the
			gateway would make, so `÷ P` is the price of everything that the gateway does beyond that.

			- *CPU µs* is user and system time of the process per request; *PostgreSQL CPU µs* is that of all processes of its
			  database server. Times on a shared machine vary; ratios within one run (`÷ P`) vary less.
			- Figures are the median of several windows, with the lowest and the highest in parentheses. Targets take turns.
			- *statements* and *transactions* are those of PostgreSQL per request. *HOT* is the share of updates that touched no index.
			- *others* is the share of the machine that other programs used. Do not trust a figure where it is high.

			[benchmark/README.md](../benchmark/README.md) says how it is measured and how to repeat it. The raw figures are in
			[benchmark/figures.json](../benchmark/figures.json).

			![CPU per request](images/benchmark.svg)
			""";

	/** A table in Markdown that can also be read as text. */
	static String text(Section section) {
		StringBuilder text = new StringBuilder("## ").append(section.title()).append("\n\n");
		if (!section.note().isEmpty()) {
			text.append(section.note()).append("\n\n");
		}
		Set<String> columns = new LinkedHashSet<>();
		section.rows().forEach((row) -> columns.addAll(row.figures().keySet()));
		text.append("| | ").append(String.join(" | ", columns)).append(" |\n|");
		text.append(" --- |".repeat(columns.size() + 1)).append('\n');
		for (Row row : section.rows()) {
			text.append("| ").append(row.target()).append(" |");
			for (String column : columns) {
				Range range = row.figures().get(column);
				text.append(' ').append((range != null) ? range : "").append(" |");
			}
			text.append('\n');
		}
		return text.toString();
	}

	void write(List<Section> sections) {
		Path file = options.root().resolve("benchmark/figures.json");
		Figures figures = Figures.read(file).with(sections, Circumstances.now(options));
		figures.write(file);
		StringBuilder document = new StringBuilder(INTRODUCTION);
		for (Measured part : figures.parts().values()) {
			document.append('\n').append(text(part.section())).append("\n*").append(part.circumstances()).append("*\n");
		}
		write("docs/benchmark.md", document.toString());
		write("docs/images/benchmark.svg", Chart.of(figures));
	}

	private void write(String name, String content) {
		Path file = options.root().resolve(name);
		try {
			Files.createDirectories(file.getParent());
			Files.writeString(file, content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
