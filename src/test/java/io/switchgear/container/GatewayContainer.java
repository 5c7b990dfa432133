package io.switchgear.container;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The gateway as it is meant to be run: read-only, without privileges, in little memory.
 */
final class GatewayContainer extends GenericContainer<GatewayContainer> {

	private static final int API = 8080;

	private static final int MANAGEMENT = 8081;

	private static final long MEMORY = 768L * 1024 * 1024;

	GatewayContainer(DockerImageName image, Map<String, String> environment) {
		super(image);
		withEnv(environment);
		withExposedPorts(API, MANAGEMENT);
		withExtraHost("host.docker.internal", "host-gateway");
		withCreateContainerCmdModifier((command) -> restrict(Objects.requireNonNull(command.getHostConfig())));
		waitingFor(Wait.forHttp("/actuator/health/readiness")
			.forPort(MANAGEMENT)
			.withStartupTimeout(Duration.ofMinutes(3)));
	}

	private static void restrict(HostConfig host) {
		host.withReadonlyRootfs(true)
			.withTmpFs(Map.of("/tmp", "size=64m"))
			.withCapDrop(Capability.ALL)
			.withSecurityOpts(List.of("no-new-privileges:true"))
			.withMemory(MEMORY);
	}

	URI api(String path) {
		InetSocketAddress address = Bridge.reach(this, API);
		return URI.create("http://%s:%d%s".formatted(address.getAddress().getHostAddress(), address.getPort(), path));
	}

	/** Asks it to end, as Kubernetes does; its state shows when it has. */
	void terminate() {
		getDockerClient().killContainerCmd(getContainerId()).withSignal("SIGTERM").exec();
	}

}
