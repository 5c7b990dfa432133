package io.switchgear.benchmark;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts peers and gateways. */
record Launcher(Path directory, Ports ports, Stub stub, Tokens tokens, Path flagsOfImage, List<String> gatewayFlags) {

	/** 32 zero bytes, encoded as Tink does. */
	private static final String KEYSET = """
			{"primaryKeyId":1,"key":[{"keyData":{"typeUrl":"type.googleapis.com/google.crypto.tink.AesGcmKey",\
			"value":"GiAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==","keyMaterialType":"SYMMETRIC"},\
			"status":"ENABLED","keyId":1,"outputPrefixType":"TINK"}]}""";

	static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	private static final List<String> HEAP = List.of("-Xmx512m");

	/** Spring Cloud Gateway, named by its module. */
	Target peer(String name) {
		int port = ports.free();
		List<String> command = java(HEAP, directory.resolve(name + ".jar"));
		command.add("--server.port=" + port);
		Server server = new Server(command,
				Map.of("PROVIDERS_WHISK", stub.whisk().url(), "PROVIDERS_ROOTFI", stub.rootfi().url()), log(name, port),
				URI.create(Ports.url(port) + "/integrations/1"));
		return new Target(name, port, server, null, "");
	}

	/** A gateway with a database of its own. Nothing limits the pace of batches. */
	Target gateway(String name, Path jar) {
		return gateway(name, java(flags(), jar), database(),
				"--resilience4j.ratelimiter.instances.whisk.limit-for-period=1000000",
				"--switchgear.changes.concurrency=32");
	}

	/** The same, but batches run at their usual pace. */
	Target paced(String name, Path jar) {
		return gateway(name, java(flags(), jar), database());
	}

	Postgres database() {
		int port = ports.free();
		return new Postgres(directory.resolve("postgres-" + port), port);
	}

	Target gateway(String name, List<String> java, Postgres database, String... settings) {
		int port = ports.free();
		int management = ports.free();
		List<String> command = new ArrayList<>(java);
		command.add("--server.port=" + port);
		command.add("--server.address=127.0.0.1");
		command.add("--management.server.port=" + management);
		command.addAll(List.of(settings));
		Server server = new Server(command, environment(database), log(name, port),
				URI.create(Ports.url(management) + "/actuator/health/readiness"));
		return new Target(name, port, server, database, tokens.token());
	}

	private Map<String, String> environment(Postgres database) {
		return Map.of("SPRING_DATASOURCE_URL", database.url(), "SPRING_DATASOURCE_USERNAME", "switchgear",
				"SPRING_DATASOURCE_PASSWORD", "", "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI",
				stub.keysUrl(), "SWITCHGEAR_PROVIDERS_WHISK_BASEURL", stub.whisk().url(),
				"SWITCHGEAR_PROVIDERS_ROOTFI_BASEURL", stub.rootfi().url(), "WHISK_API_KEY", Stub.KEY, "ROOTFI_API_KEY",
				Stub.KEY, "SWITCHGEAR_KEYSET", KEYSET);
	}

	List<String> flags() {
		List<String> all = new ArrayList<>(List.of("-XX:Flags=" + flagsOfImage));
		all.addAll(HEAP);
		all.addAll(gatewayFlags);
		return all;
	}

	static List<String> java(List<String> flags, Path jar) {
		List<String> command = new ArrayList<>(List.of(JAVA));
		command.addAll(flags);
		command.add("-jar");
		command.add(jar.toString());
		return command;
	}

	private Path log(String name, int port) {
		return directory.resolve(name + "-" + port + ".log");
	}

}
