package io.switchgear.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the "restricted" pod security standard asks for, and more. */
class ChartSecurityTests {

	@ParameterizedTest
	@MethodSource("io.switchgear.helm.Chart#examples")
	void givesNoPodAnyPrivilege(Chart.Example example) {
		assertThat(example.render().pods()).isNotEmpty().allSatisfy((pod) -> {
			PodSpec spec = pod.getSpec();
			assertThat(spec.getHostNetwork()).isNull();
			assertThat(spec.getHostPID()).isNull();
			assertThat(spec.getHostIPC()).isNull();
			assertThat(spec.getAutomountServiceAccountToken()).isFalse();
			assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
			assertThat(spec.getSecurityContext().getRunAsUser()).isPositive();
			assertThat(spec.getSecurityContext().getRunAsGroup()).isPositive();
			assertThat(spec.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
			assertThat(spec.getVolumes()).allMatch((volume) -> volume.getHostPath() == null);
			assertThat(spec.getInitContainers()).isEmpty();
			assertThat(spec.getContainers()).allSatisfy((container) -> {
				SecurityContext security = container.getSecurityContext();
				assertThat(security.getAllowPrivilegeEscalation()).isFalse();
				assertThat(security.getPrivileged()).isNull();
				assertThat(security.getReadOnlyRootFilesystem()).isTrue();
				assertThat(security.getCapabilities().getDrop()).isEqualTo(List.of("ALL"));
				assertThat(security.getCapabilities().getAdd()).isEmpty();
				assertThat(container.getPorts()).allMatch((port) -> port.getHostPort() == null);
				assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
				assertThat(container.getResources().getLimits()).containsKey("memory");
			});
		});
	}

	@Test
	void letsTheProvidersBeReachedButNothingPrivate() {
		List<NetworkPolicyEgressRule> rules = policy("{}").getEgress();
		assertThat(rules).filteredOn((rule) -> rule.getPorts().stream().anyMatch((port) -> is(443, port.getPort())))
			.singleElement()
			.satisfies((rule) -> assertThat(rule.getTo()).singleElement()
				.satisfies(
						(peer) -> assertThat(peer.getIpBlock().getExcept()).contains("10.0.0.0/8", "169.254.0.0/16")));
		assertThat(rules).extracting((rule) -> rule.getPorts().getFirst().getPort().getIntVal())
			.containsExactly(53, 5432, 443);
	}

	@Test
	void opensNothingButDnsAndTheDatabaseToEveryoneWhenAListOfPeersIsEmpty() {
		NetworkPolicySpec policy = policy(
				"networkPolicy: {from: [], managementFrom: [], dns: [], providers: {cidrs: []}}");
		assertThat(policy.getPolicyTypes()).containsExactly("Ingress", "Egress");
		assertThat(policy.getIngress()).isNotEmpty()
			.extracting(NetworkPolicyIngressRule::getFrom)
			.allMatch((from) -> !from.isEmpty());
		assertThat(policy.getEgress()).extracting((rule) -> rule.getPorts().getFirst().getPort().getIntVal())
			.containsExactly(53, 5432);
	}

	@Test
	void findsDnsOnTheNodeAndOnOtherPorts() {
		assertThat(dns("{}").getTo()).isEmpty();
		assertThat(ports(dns("{}"))).containsExactly("UDP 53", "TCP 53");
		NetworkPolicyEgressRule onOpenShift = dns(
				"networkPolicy: {dns: [{namespaceSelector: {}}], dnsPorts: [53, 5353]}");
		assertThat(onOpenShift.getTo()).singleElement()
			.satisfies((peer) -> assertThat(peer.getNamespaceSelector()).isNotNull());
		assertThat(ports(onOpenShift)).containsExactly("UDP 53", "TCP 53", "UDP 5353", "TCP 5353");
	}

	private static NetworkPolicyEgressRule dns(String values) {
		return policy(values).getEgress().getFirst();
	}

	private static List<String> ports(NetworkPolicyEgressRule rule) {
		return rule.getPorts().stream().map((port) -> port.getProtocol() + " " + port.getPort().getIntVal()).toList();
	}

	@Test
	void narrowsTheDatabaseAndTheIssuerToNamedPeers() {
		String peer = "[{podSelector: {matchLabels: {app: it}}}]";
		NetworkPolicySpec policy = policy(
				"networkPolicy: {database: %s, issuer: {to: %s, ports: [9000]}}".formatted(peer, peer));
		for (int port : new int[] { 5432, 9000 }) {
			assertThat(policy.getEgress()).filteredOn((rule) -> is(port, rule.getPorts().getFirst().getPort()))
				.singleElement()
				.satisfies((rule) -> assertThat(rule.getTo()).singleElement()
					.satisfies((to) -> assertThat(to.getPodSelector().getMatchLabels()).containsEntry("app", "it")));
		}
	}

	private static boolean is(int expected, IntOrString port) {
		return Integer.valueOf(expected).equals(port.getIntVal());
	}

	private static NetworkPolicySpec policy(String values) {
		return Chart.with(values).the(NetworkPolicy.class).getSpec();
	}

}
