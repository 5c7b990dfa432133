package io.switchgear.helm;

import java.util.Set;
import java.util.stream.Collectors;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChartTests {

	@Test
	void lintsWithoutAWarning() {
		LintResult result = new Helm(Chart.FOLDER).lint().strict().call();
		assertThat(result.getMessages()).noneMatch((message) -> message.contains("WARN") || message.contains("ERROR"));
		assertThat(result.isFailed()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("io.switchgear.helm.Chart#examples")
	void rendersObjectsThatKubernetesKnows(Chart.Example example) {
		assertThat(example.render().objects()).allSatisfy((object) -> {
			assertThat(object.getMetadata().getName()).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?").hasSizeLessThan(64);
			assertThat(object.getMetadata().getLabels()).containsKey("app.kubernetes.io/name");
		}).extracting((object) -> object.getKind() + "/" + object.getMetadata().getName()).doesNotHaveDuplicates();
	}

	@Test
	void showsEveryOptionalObjectInSomeExample() {
		Set<String> kinds = Chart.examples()
			.flatMap((example) -> example.render().objects().stream())
			.map(HasMetadata::getKind)
			.collect(Collectors.toSet());
		assertThat(kinds).contains("Deployment", "Service", "ServiceAccount", "ConfigMap", "Secret", "Pod",
				"HorizontalPodAutoscaler", "PodDisruptionBudget", "NetworkPolicy", "Ingress", "HTTPRoute",
				"ServiceMonitor");
	}

	@Test
	void takesTheImageByDigestRatherThanByTag() {
		assertThat(image(Chart.with("image: {tag: '7'}"))).isEqualTo("switchgear:7");
		assertThat(image(Chart.example("production"))).startsWith("images.example/switchgear@sha256:");
	}

	@Test
	void replacesPodsWhenConfigurationChanges() {
		assertThat(checksums(Chart.with("jwt: {audience: other}"))).isNotEqualTo(checksums(Chart.with("{}")));
		assertThat(checksums(Chart.with("descriptors: {svix.yaml: a}")))
			.isNotEqualTo(checksums(Chart.with("descriptors: {svix.yaml: b}")));
		assertThat(checksums(Chart.with("secret: {properties: {spring.datasource.password: a}}")))
			.isNotEqualTo(checksums(Chart.with("secret: {properties: {spring.datasource.password: b}}")));
	}

	@Test
	void leavesTheNumberOfReplicasToTheAutoscaler() {
		assertThat(Chart.with("replicas: 3").the(Deployment.class).getSpec().getReplicas()).isEqualTo(3);
		assertThat(Chart.with("autoscaling: {enabled: true}").the(Deployment.class).getSpec().getReplicas()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			replica: 3                                                            | replica
			replicas: two                                                         | replicas
			image: {pullPolicy: Sometimes}                                        | pullPolicy
			image: {digest: latest}                                               | digest
			database: {port: 70000}                                               | port
			jwt: {issuerUri: login.example}                                       | issuerUri
			jwt: {algorithms: [HS256]}                                            | algorithms
			providers: {rootfi: {baseUrl: api.rootfi.dev}}                        | baseUrl
			providers: {rootfi: {apiKey: in-clear}}                               | apiKey
			providers: {rootfi: {settings: {api-key: in-clear}}}                  | api-key
			providers: {rootfi: {settings: {regions: [1, 2]}}}                    | regions
			providers: {rootfi: {deadline: 10}}                                   | deadline
			providers: {RootFi: {deadline: 10s}}                                  | RootFi
			secret: {properties: {switchgear.encryption.key: k}}                  | switchgear.encryption.key
			podSecurity: {runAsUser: 0}                                           | runAsUser
			shutdown: {preStopSeconds: 0}                                         | preStopSeconds
			ingress: {path: /switchgear}                                          | path
			networkPolicy: {from: [{}]}                                           | from
			httpRoute: {enabled: true}                                            | parentRefs
			metrics: {prometheusRule: {runbooksUrl: docs/runbooks.md}}            | runbooksUrl
			""")
	void refusesAWrongValue(String values, String culprit) {
		assertThatThrownBy(() -> Chart.with(values)).hasMessageContaining(culprit);
	}

	private static String image(Rendered rendered) {
		return rendered.gateway().getSpec().getContainers().getFirst().getImage();
	}

	private static String checksums(Rendered rendered) {
		return rendered.gateway().getMetadata().getAnnotations().toString();
	}

}
