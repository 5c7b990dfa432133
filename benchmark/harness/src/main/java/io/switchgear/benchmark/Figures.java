package io.switchgear.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/** The latest result of each part, as it is kept in a file. */
record Figures(Map<String, Measured> parts) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	static Figures read(Path file) {
		return Files.exists(file) ? JSON.readValue(file.toFile(), Figures.class) : new Figures(new LinkedHashMap<>());
	}

	/** With new results in place of older ones of the same parts, in the usual order. */
	Figures with(List<Section> sections, Circumstances circumstances) {
		Map<String, Measured> known = new LinkedHashMap<>(parts);
		sections.forEach((section) -> known.put(section.part(), new Measured(circumstances, section)));
		Map<String, Measured> sorted = new LinkedHashMap<>();
		Parts.all().keySet().stream().filter(known::containsKey).forEach((part) -> sorted.put(part, known.get(part)));
		return new Figures(sorted);
	}

	void write(Path file) {
		try {
			Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A result and how it came about. */
	record Measured(Circumstances circumstances, Section section) {
	}

}
