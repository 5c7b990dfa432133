package io.switchgear.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes what was measured for people and for programs. */
record Report(Options options) {

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
	}

}
