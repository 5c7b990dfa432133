package io.switchgear.failure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;

/** A self-signed certificate for one name, made by the JDK's own tool. */
record Certificate(Path store) {

	private static final String PASSWORD = "changeit";

	private static final String TRUST_STORE = "javax.net.ssl.trustStore";

	static Certificate of(String name) {
		try {
			Path store = Files.createTempDirectory("certificate").resolve("store.p12");
			Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
					"-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=" + name, "-ext",
					"san=dns:" + name, "-validity", "2", "-keystore", store.toString(), "-storepass", PASSWORD)
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			if (tool.waitFor() != 0) {
				throw new IllegalStateException("keytool failed");
			}
			return new Certificate(store);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	KeyManagerFactory keys() {
		try (InputStream input = Files.newInputStream(store)) {
			KeyStore keys = KeyStore.getInstance("PKCS12");
			keys.load(input, PASSWORD.toCharArray());
			KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			factory.init(keys, PASSWORD.toCharArray());
			return factory;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Clients made from now on trust it, and no other. */
	void trust() {
		settings().forEach((setting) -> System.setProperty(setting.getFirst(), setting.getLast()));
	}

	void distrust() {
		settings().forEach((setting) -> System.clearProperty(setting.getFirst()));
	}

	private List<List<String>> settings() {
		return List.of(List.of(TRUST_STORE, store.toString()), List.of(TRUST_STORE + "Password", PASSWORD),
				List.of(TRUST_STORE + "Type", "PKCS12"));
	}

}
