package io.switchgear.helm;

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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
				assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory", "ephemeral-storage");
				assertThat(container.getResources().getLimits()).containsKeys("memory", "ephemeral-storage");
			});
		});
	}

	@Test
	void letsTheProvidersBeReachedButNothingPrivate() {
		List<NetworkPolicyEgressRule> rules = policy("{}").getEgress();
		assertThat(rules).filteredOn((rule) -> rule.getPorts().stream().anyMatch((port) -> is(443, port.getPort())))
			.singleElement()
			.satisfies((rule) -> assertThat(rule.getTo())
				.extracting((peer) -> peer.getIpBlock().getCidr(), (peer) -> peer.getIpBlock().getExcept())
				.containsExactly(tuple("0.0.0.0/0",
						List.of("10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16")),
						tuple("::/0", List.of("fc00::/7", "fe80::/10"))));
		assertThat(rules).extracting((rule) -> rule.getPorts().getFirst().getPort().getIntVal())
			.containsExactly(53, 5432, 443);
	}

	@Test
	void leavesNothingOutOfARangeThatIsNamed() {
		assertThat(policy("networkPolicy: {providers: {cidrs: [192.0.2.0/24]}}").getEgress().getLast().getTo())
			.singleElement()
			.satisfies((peer) -> assertThat(peer.getIpBlock().getExcept()).isEmpty());
	}

	@Test
	void deniesWhatIsNotNamed() {
		NetworkPolicySpec byDefault = policy("{}");
		assertThat(byDefault.getPolicyTypes()).containsExactly("Ingress", "Egress");
		assertThat(byDefault.getIngress()).singleElement()
			.satisfies((rule) -> assertThat(rule.getFrom()).singleElement()
				.satisfies((peer) -> assertThat(peer.getPodSelector().getMatchLabels())
					.containsEntry("app.kubernetes.io/name", "switchgear-test")));
		assertThat(policy("networkPolicy: {dns: [], database: [], providers: {cidrs: []}}").getEgress()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("io.switchgear.helm.Chart#examples")
	void letsNobodyInOrOutWithoutNamingThem(Chart.Example example) {
		example.render().all(NetworkPolicy.class).map(NetworkPolicy::getSpec).forEach((policy) -> {
			assertThat(policy.getIngress()).extracting(NetworkPolicyIngressRule::getFrom)
				.allSatisfy((peers) -> assertThat(peers).isNotEmpty()
					.noneMatch((peer) -> peer.getNamespaceSelector() != null
							&& peer.getNamespaceSelector().getMatchLabels().isEmpty()));
			assertThat(policy.getEgress()).extracting(NetworkPolicyEgressRule::getTo)
				.allSatisfy((peers) -> assertThat(peers).isNotEmpty());
		});
	}

	@Test
	void findsDnsOnOtherPorts() {
		assertThat(dns("{}").getTo()).singleElement()
			.satisfies((peer) -> assertThat(peer.getNamespaceSelector().getMatchLabels()).containsValue("kube-system"));
		assertThat(ports(dns("{}"))).containsExactly("UDP 53", "TCP 53");
		assertThat(ports(dns("networkPolicy: {dnsPorts: [53, 5353]}"))).containsExactly("UDP 53", "TCP 53", "UDP 5353",
				"TCP 5353");
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
