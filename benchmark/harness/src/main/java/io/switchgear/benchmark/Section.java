package io.switchgear.benchmark;

import java.util.List;

/** The result of one part. */
record Section(String part, String title, String note, List<Row> rows) {
}
