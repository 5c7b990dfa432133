package io.switchgear.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of its own for one gateway, in a new directory. Its settings are
 * the defaults but for what is given here; fsync is on.
 */
final class Postgres implements AutoCloseable {

	private static final List<String> SETTINGS = List.of("listen_addresses=127.0.0.1", "unix_socket_directories=",
			"shared_buffers=512MB", "max_wal_size=4GB", "max_connections=100",
			"shared_preload_libraries=pg_stat_statements", "pg_stat_statements.track_utility=off",
			"log_min_messages=warning");

	private final Path directory;

	private final Path programs;

	private final int port;

	private final long pid;

	private final Connection connection;

	Postgres(Path directory, int port) {
		this.directory = directory;
		this.port = port;
		this.programs = programs();
		owned("mkdir", "-p", directory.toString());
		owned(program("initdb"), "-D", directory.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8",
				"--locale=C.UTF-8");
		Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
		List<String> options = new ArrayList<>();
		SETTINGS.forEach((setting) -> options.add("-c '" + setting + "'"));
		owned(program("pg_ctl"), "start", "-w", "-D", directory.toString(), "-l",
				directory.resolve("server.log").toString(), "-o", "-p " + port + " " + String.join(" ", options));
		try {
			this.pid = Long.parseLong(owned("head", "-1", directory.resolve("postmaster.pid").toString()));
			try (Connection first = open("postgres"); Statement statement = first.createStatement()) {
				statement.execute("create role switchgear login");
				statement.execute("create database switchgear owner switchgear");
			}
			this.connection = open("switchgear");
			execute("create extension pg_stat_statements");
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Debian keeps the programs of each version in a directory of their own. */
	private static Path programs() {
		try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
			return versions.max(Comparator.comparingInt((path) -> Integer.parseInt(path.getFileName().toString())))
				.orElseThrow()
				.resolve("bin");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("PostgreSQL is not installed", ex);
		}
	}

	String url() {
		return "jdbc:postgresql://127.0.0.1:" + port + "/switchgear";
	}

	/** The version of the newest server that is installed. */
	static String installed() {
		return Commands.run(programs().resolve("postgres").toString(), "--version")
			.replaceAll("^\\D*([0-9.]+).*", "$1");
	}

	Connection open(String database) throws SQLException {
		return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", "");
	}

	/** CPU of all its processes, also those that have ended. */
	long cpuMicros() {
		return Proc.familyCpuMicros(pid);
	}

	Counters counters() {
		return new Counters(
				number("select coalesce(sum(calls), 0) from pg_stat_statements where userid = 'switchgear'::regrole"),
				number("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')"),
				number("select xact_commit from pg_stat_database where datname = 'switchgear'"), updates("integration"),
				hotUpdates("integration"), updates("change"), hotUpdates("change"));
	}

	private long updates(String table) {
		return number("select coalesce(sum(n_tup_upd), 0) from pg_stat_user_tables where relname = '" + table + "'");
	}

	private long hotUpdates(String table) {
		return number(
				"select coalesce(sum(n_tup_hot_upd), 0) from pg_stat_user_tables where relname = '" + table + "'");
	}

	/** The columns of a table that can be inserted. */
	synchronized List<String> columns(String table) {
		List<String> columns = new ArrayList<>();
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("""
				select column_name from information_schema.columns
				where table_schema = 'public' and table_name = '%s' and is_generated = 'NEVER' and is_identity = 'NO'
				order by ordinal_position""".formatted(table))) {
			while (rows.next()) {
				columns.add(rows.getString(1));
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return columns;
	}

	long number(String query) {
		return Math.round(Double.parseDouble(text(query)));
	}

	synchronized String text(String query) {
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
			rows.next();
			return rows.getString(1);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(query, ex);
		}
	}

	synchronized void execute(String sql) {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(sql, ex);
		}
	}

	private String program(String name) {
		return programs.resolve(name).toString();
	}

	/** The server refuses to run as root. */
	private static String owned(String... command) {
		if (!System.getProperty("user.name").equals("root")) {
			return Commands.run(command);
		}
		return Commands.run(
				Stream.concat(Stream.of("runuser", "-u", "postgres", "--"), Stream.of(command)).toArray(String[]::new));
	}

	/** Also deletes the data, which can be large. */
	private void stop() {
		if (Files.exists(directory.resolve("postmaster.pid"))) {
			owned(program("pg_ctl"), "stop", "-m", "immediate", "-w", "-D", directory.toString());
			Commands.run("rm", "-rf", directory.toString());
		}
	}

	@Override
	public void close() {
		try {
			connection.close();
		}
		catch (SQLException _) {
			// It ends with the server
		}
		stop();
	}

	/** What the server has counted since it started. */
	record Counters(long statements, long walBytes, long transactions, long integrationUpdates,
			long integrationHotUpdates, long changeUpdates, long changeHotUpdates) {
	}

}
