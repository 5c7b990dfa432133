package io.switchgear.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.switchgear.benchmark.Figures.Measured;

/** A bar for the CPU of each request: of the process, and of PostgreSQL. */
final class Chart {

	private static final int WIDTH = 760;

	private static final int LEFT = 250;

	private static final int STEP = 26;

	private static final int TOP = 46;

	private final List<Bar> bars = new ArrayList<>();

	static String of(Figures figures) {
		Chart chart = new Chart();
		for (String part : List.of("switch", "key", "rootfi", "get")) {
			Measured measured = figures.parts().get(part);
			if (measured != null) {
				measured.section().rows().forEach((row) -> chart.bars.add(Bar.of(part, row)));
			}
		}
		return chart.draw();
	}

	private String draw() {
		double most = bars.stream().mapToDouble(Bar::sum).max().orElse(1);
		double scale = (WIDTH - LEFT - 90) / most;
		StringBuilder svg = new StringBuilder();
		add(svg, """
				<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
				<rect width="100%%" height="100%%" fill="#fff"/>
				<text x="12" y="24" font-weight="bold">CPU microseconds per request</text>
				<rect x="%d" y="13" width="12" height="12" fill="#3b6fb5"/><text x="%d" y="24">process</text>
				<rect x="%d" y="13" width="12" height="12" fill="#e0a030"/><text x="%d" y="24">PostgreSQL</text>
				""", WIDTH, TOP + bars.size() * STEP + 10, LEFT + 100, LEFT + 118, LEFT + 200, LEFT + 218);
		for (int i = 0; i < bars.size(); i++) {
			draw(svg, bars.get(i), TOP + i * STEP, scale);
		}
		return svg.append("</svg>\n").toString();
	}

	private static void draw(StringBuilder svg, Bar bar, int y, double scale) {
		double process = bar.process * scale;
		double database = bar.database * scale;
		add(svg, """
				<text x="12" y="%d">%s</text>
				<rect x="%d" y="%d" width="%.1f" height="18" fill="#3b6fb5"/>
				<rect x="%.1f" y="%d" width="%.1f" height="18" fill="#e0a030"/>
				<text x="%.1f" y="%d">%,.0f</text>
				""", y + 14, bar.name, LEFT, y, process, LEFT + process, y, database, LEFT + process + database + 6,
				y + 14, bar.sum());
	}

	private static void add(StringBuilder svg, String format, Object... values) {
		svg.append(String.format(Locale.ROOT, format, values));
	}

	/** One bar. */
	private record Bar(String name, double process, double database) {

		static Bar of(String part, Row row) {
			return new Bar(part + ", " + row.target(), row.median("CPU µs"), row.median("PostgreSQL CPU µs"));
		}

		double sum() {
			return process + database;
		}

	}

}
