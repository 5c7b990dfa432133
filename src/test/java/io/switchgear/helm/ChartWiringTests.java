package io.switchgear.helm;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Whether the objects find each other, and the gateway. */
class ChartWiringTests {

	@ParameterizedTest
	@MethodSource("io.switchgear.helm.Chart#examples")
	void selectsTheGatewaysPodsAndNoOthers(Chart.Example example) {
		Rendered rendered = example.render();
		Map<String, String> labels = rendered.gateway().getMetadata().getLabels();
		assertThat(selectors(rendered)).isNotEmpty()
			.allSatisfy((selector) -> assertThat(labels).containsAllEntriesOf(selector))
			.noneMatch((selector) -> rendered.the(Pod.class)
				.getMetadata()
				.getLabels()
				.entrySet()
				.containsAll(selector.entrySet()));
	}

	private static Stream<Map<String, String>> selectors(Rendered rendered) {
		Stream<LabelSelector> selectors = Stream
			.of(rendered.all(Deployment.class).map((deployment) -> deployment.getSpec().getSelector()),
					rendered.all(PodDisruptionBudget.class).map((budget) -> budget.getSpec().getSelector()),
					rendered.all(NetworkPolicy.class).map((policy) -> policy.getSpec().getPodSelector()),
					rendered.gateway()
						.getSpec()
						.getTopologySpreadConstraints()
						.stream()
						.map(TopologySpreadConstraint::getLabelSelector))
			.flatMap((found) -> found);
		return Stream.concat(selectors.map(LabelSelector::getMatchLabels),
				rendered.all(Service.class).map((service) -> service.getSpec().getSelector()));
	}

	@ParameterizedTest
	@MethodSource("io.switchgear.helm.Chart#examples")
	void probesTheManagementPort(Chart.Example example) {
		Container gateway = gateway(example.render());
		assertThat(path(gateway.getStartupProbe())).isEqualTo("management/actuator/health/liveness");
		assertThat(path(gateway.getLivenessProbe())).isEqualTo("management/actuator/health/liveness");
		assertThat(path(gateway.getReadinessProbe())).isEqualTo("management/actuator/health/readiness");
		assertThat(gateway.getPorts()).extracting(ContainerPort::getName, ContainerPort::getContainerPort)
			.containsExactly(tuple("http", 8080), tuple("management", 8081));
	}

	private static String path(Probe probe) {
		return probe.getHttpGet().getPort().getStrVal() + probe.getHttpGet().getPath();
	}

	@ParameterizedTest
	@MethodSource("io.switchgear.helm.Chart#examples")
	void givesTheApplicationTimeToEnd(Chart.Example example) {
		Rendered rendered = example.render();
		long pause = gateway(rendered).getLifecycle().getPreStop().getSleep().getSeconds();
		long drain = seconds(rendered, "switchgear.shutdown.drain");
		long phase = seconds(rendered, "spring.lifecycle.timeout-per-shutdown-phase");
		assertThat(pause).isPositive();
		assertThat(phase).isPositive();
		assertThat(rendered.gateway().getSpec().getTerminationGracePeriodSeconds())
			.isGreaterThan(pause + drain + phase + 2 * seconds(rendered, "db-scheduler.shutdown-max-wait"));
	}

	private static long seconds(Rendered rendered, String property) {
		return DurationStyle.detectAndParse(rendered.application().getProperty(property)).toSeconds();
	}

	@Test
	void givesTheSchemaHalfAnHourToBeMigrated() {
		Rendered rendered = Chart.with("{}");
		Probe startup = gateway(rendered).getStartupProbe();
		int patience = startup.getPeriodSeconds() * startup.getFailureThreshold();
		assertThat(patience).isGreaterThanOrEqualTo(1800);
		assertThat(rendered.the(Deployment.class).getSpec().getProgressDeadlineSeconds()).isGreaterThan(patience);
	}

	@Test
	void mountsDescriptorsWhereProvidersLookForThem() {
		Rendered rendered = Chart.with("""
				descriptors:
				  acme.yaml: |
				    read: {request: 'GET /apps/{id}'}
				existingDescriptors: ours
				providers: {acme: {connector: http, descriptor: acme.yaml, baseUrl: https://api.acme.example}}
				""");
		ConfigMap descriptors = rendered.all(ConfigMap.class)
			.filter((map) -> map.getData().containsKey("acme.yaml"))
			.findFirst()
			.orElseThrow();
		assertThat(descriptors.getData()).containsEntry("acme.yaml", "read: {request: 'GET /apps/{id}'}\n");
		assertThat(rendered.gateway().getSpec().getVolumes())
			.filteredOn((volume) -> volume.getName().equals("descriptors"))
			.flatExtracting((volume) -> volume.getProjected().getSources())
			.extracting((source) -> source.getConfigMap().getName())
			.containsExactly("ours", descriptors.getMetadata().getName());
		String folder = gateway(rendered).getVolumeMounts()
			.stream()
			.filter((mount) -> mount.getName().equals("descriptors"))
			.map(VolumeMount::getMountPath)
			.findFirst()
			.orElseThrow();
		assertThat(rendered.application()).containsEntry("switchgear.providers.acme.descriptor",
				"file:" + folder + "/acme.yaml");
	}

	@ParameterizedTest
	@MethodSource("io.switchgear.helm.Chart#examples")
	void mountsOnlyVolumesThatThereAre(Chart.Example example) {
		Rendered rendered = example.render();
		List<Volume> volumes = rendered.gateway().getSpec().getVolumes();
		assertThat(gateway(rendered).getVolumeMounts()).extracting(VolumeMount::getName)
			.containsExactlyInAnyOrderElementsOf(volumes.stream().map(Volume::getName).toList());
		assertThat(gateway(rendered).getVolumeMounts()).extracting(VolumeMount::getMountPath).contains("/tmp");
		assertThat(volumes).filteredOn((volume) -> volume.getConfigMap() != null)
			.allMatch((volume) -> rendered.all(ConfigMap.class)
				.anyMatch((map) -> volume.getConfigMap().getName().equals(map.getMetadata().getName())));
		rendered.find(Secret.class)
			.ifPresent((secret) -> assertThat(volumes).anyMatch((volume) -> volume.getSecret() != null
					&& volume.getSecret().getSecretName().equals(secret.getMetadata().getName())));
	}

	@Test
	void routesToTheApiAndScrapesTheManagementPort() {
		Rendered production = Chart.example("production");
		Service api = service(production, "switchgear");
		Service management = service(production, "switchgear-management");
		assertThat(production.the(Ingress.class).getSpec().getRules().getFirst().getHttp().getPaths())
			.allSatisfy((path) -> {
				assertThat(path.getBackend().getService().getName()).isEqualTo(api.getMetadata().getName());
				assertThat(path.getBackend().getService().getPort().getName()).isEqualTo("http");
			});
		assertThat(production.the(HorizontalPodAutoscaler.class).getSpec().getScaleTargetRef().getName())
			.isEqualTo(production.the(Deployment.class).getMetadata().getName());
		GenericKubernetesResource monitor = production.find("ServiceMonitor").orElseThrow();
		assertThat(monitor.<Map<String, String>>get("spec", "selector", "matchLabels"))
			.satisfies((selector) -> assertThat(management.getMetadata().getLabels()).containsAllEntriesOf(selector))
			.satisfies(
					(selector) -> assertThat(api.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
						.isFalse());
		assertThat(monitor.<String>get("spec", "endpoints", 0, "port")).isEqualTo("management");
		assertThat(monitor.<String>get("spec", "endpoints", 0, "path")).isEqualTo("/actuator/prometheus");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ClusterIP", "NodePort", "LoadBalancer" })
	void keepsHealthAndMetricsInsideTheCluster(String type) {
		Rendered rendered = Chart.with("service: {type: %s, annotations: {its: own}}".formatted(type));
		Service api = service(rendered, "switchgear");
		assertThat(api.getSpec().getType()).isEqualTo(type);
		assertThat(api.getSpec().getPorts())
			.extracting(ServicePort::getPort, (port) -> port.getTargetPort().getStrVal())
			.containsExactly(tuple(8080, "http"));
		Service management = service(rendered, "switchgear-management");
		assertThat(management.getSpec().getType()).isEqualTo("ClusterIP");
		assertThat(management.getMetadata().getAnnotations()).isEmpty();
		assertThat(management.getSpec().getPorts())
			.extracting(ServicePort::getPort, (port) -> port.getTargetPort().getStrVal())
			.containsExactly(tuple(8081, "management"));
	}

	@Test
	void testsBothServicesByTheirNames() {
		Rendered rendered = Chart.with("fullnameOverride: %s".formatted("long".repeat(15)));
		assertThat(rendered.the(Pod.class).getSpec().getContainers().getFirst().getArgs()).hasSize(2)
			.allMatch((url) -> rendered.all(Service.class)
				.anyMatch((service) -> url.startsWith("http://%s:%d/".formatted(service.getMetadata().getName(),
						service.getSpec().getPorts().getFirst().getPort()))));
		assertThat(rendered.all(Service.class)).hasSize(2)
			.allMatch((service) -> service.getMetadata().getName().length() < 64);
	}

	private static Service service(Rendered rendered, String name) {
		return rendered.all(Service.class)
			.filter((service) -> service.getMetadata().getName().equals(name))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void routesToTheApiByAGatewayToo() {
		Rendered rendered = Chart.example("gateway-api");
		assertThat(rendered.the(HTTPRoute.class).getSpec().getRules().getFirst().getBackendRefs()).singleElement()
			.satisfies((backend) -> {
				assertThat(backend.getName()).isEqualTo("switchboard");
				assertThat(backend.getPort()).isEqualTo(8080);
			});
	}

	private static Container gateway(Rendered rendered) {
		return rendered.gateway().getSpec().getContainers().getFirst();
	}

}
