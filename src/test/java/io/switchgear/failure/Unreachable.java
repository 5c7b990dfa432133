package io.switchgear.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.switchgear.support.FreePort;
import io.switchgear.support.RawServer;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Places where a provider is not to be found, though somebody may answer. */
final class Unreachable implements AutoCloseable {

	private final Certificate trusted = Certificate.of("provider.invalid");

	private final Certificate untrusted = Certificate.of("localhost");

	private final DisposableServer wrongName = https(trusted);

	private final DisposableServer unknownIssuer = https(untrusted);

	private final DisposableServer plain = answering(HttpServer.create());

	// Completes connections in the system's backlog and never speaks.
	private final ServerSocket silent = listening();

	private final int closed = FreePort.find();

	private final RawServer alerting = RawServer.start(RawServer.alert());

	private final RawServer resetting = RawServer.start(RawServer.reset(1));

	private final Map<String, RawServer> proxies = Map.of("403", proxy("403 Forbidden"), "407",
			proxy("407 Proxy Authentication Required"), "502", proxy("502 Bad Gateway"), "nothing",
			RawServer.start(RawServer.silence()));

	Unreachable() {
		trusted.trust();
	}

	List<Failure> all() {
		return List.of(Failure.at("unknown host", URI.create("https://provider.invalid")),
				Failure.at("connection refused", URI.create("http://127.0.0.1:" + closed)),
				Failure.at("TLS, certificate of an unknown issuer", local(unknownIssuer.port())),
				Failure.at("TLS, certificate for another name", local(wrongName.port())),
				Failure.at("TLS, the server speaks plain HTTP", local(plain.port())),
				Failure.at("TLS, the server says nothing", local(silent.getLocalPort())).lasting(),
				Failure.at("TLS, the server answers with the alert `internal_error`", local(alerting.port())),
				Failure.at("TLS, the connection is reset in the handshake", local(resetting.port())),
				Failure.at("network that cannot be reached", URI.create("https://255.255.255.255")), behind("403"),
				behind("407"), behind("502"), behind("nothing").lasting(),
				Failure.through("forward proxy that is not there", URI.create("http://127.0.0.1:" + closed)));
	}

	private Failure behind(String answer) {
		return Failure.through("forward proxy that answers " + answer,
				URI.create("http://localhost:" + Objects.requireNonNull(proxies.get(answer)).port()));
	}

	private static RawServer proxy(String status) {
		return RawServer.start(RawServer.answer("HTTP/1.1 " + status, "Content-Length: 0", "", ""));
	}

	private static URI local(int port) {
		return URI.create("https://localhost:" + port);
	}

	private static DisposableServer https(Certificate certificate) {
		return answering(HttpServer.create()
			.secure((tls) -> tls.sslContext(build(SslContextBuilder.forServer(certificate.keys())))));
	}

	private static DisposableServer answering(HttpServer server) {
		return server.host("localhost")
			.port(0)
			.handle((request, response) -> response.sendString(Mono.just("{}")))
			.bindNow();
	}

	private static SslContext build(SslContextBuilder context) {
		try {
			return context.build();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ServerSocket listening() {
		try {
			return new ServerSocket(0, 50, InetAddress.getByName("localhost"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		trusted.distrust();
		wrongName.disposeNow();
		unknownIssuer.disposeNow();
		plain.disposeNow();
		silent.close();
		alerting.close();
		resetting.close();
		proxies.values().forEach(RawServer::close);
	}

}
