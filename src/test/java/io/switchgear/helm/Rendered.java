package io.switchgear.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;

/** The objects that a rendered chart asks the cluster for. */
record Rendered(List<HasMetadata> objects) {

	private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.ofEntries(
			Map.entry("v1/ConfigMap", ConfigMap.class), Map.entry("v1/Pod", Pod.class),
			Map.entry("v1/Secret", Secret.class), Map.entry("v1/Service", Service.class),
			Map.entry("v1/ServiceAccount", ServiceAccount.class), Map.entry("apps/v1/Deployment", Deployment.class),
			Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
			Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
			Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
			Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
			Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", HTTPRoute.class),
			// Of the Prometheus operator: not in the model
			Map.entry("monitoring.coreos.com/v1/ServiceMonitor", GenericKubernetesResource.class),
			Map.entry("monitoring.coreos.com/v1/PrometheusRule", GenericKubernetesResource.class));

	private static final YAMLFactory YAML = YAMLFactory.builder()
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	/**
	 * Takes no field that the model does not name, whereas the model's own reader would.
	 */
	private static final ObjectMapper STRICT = new ObjectMapper(YAML)
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {

			@Override
			public Boolean hasAnySetter(Annotated annotated) {
				return false;
			}

		});

	private static final ObjectMapper LENIENT = new ObjectMapper(YAML);

	/** Fails on a kind, a field or a value that Kubernetes does not know. */
	static Rendered parse(String manifests) {
		try {
			List<JsonNode> documents = LENIENT.readerFor(JsonNode.class).<JsonNode>readValues(manifests).readAll();
			return new Rendered(documents.stream().filter(JsonNode::isObject).map(Rendered::object).toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static HasMetadata object(JsonNode document) {
		String kind = document.path("apiVersion").asText() + "/" + document.path("kind").asText();
		Class<? extends HasMetadata> type = KINDS.get(kind);
		if (type == null) {
			throw new IllegalArgumentException("The chart is not expected to render a " + kind);
		}
		try {
			return ((type == GenericKubernetesResource.class) ? LENIENT : STRICT).treeToValue(document, type);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(kind, ex);
		}
	}

	<T extends HasMetadata> Stream<T> all(Class<T> type) {
		return objects.stream().filter(type::isInstance).map(type::cast);
	}

	<T extends HasMetadata> Optional<T> find(Class<T> type) {
		return all(type).findFirst();
	}

	<T extends HasMetadata> T the(Class<T> type) {
		return find(type).orElseThrow();
	}

	Optional<GenericKubernetesResource> find(String kind) {
		return all(GenericKubernetesResource.class).filter((object) -> kind.equals(object.getKind())).findFirst();
	}

	/** What the ConfigMap tells the application, by property name. */
	Properties application() {
		YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
		yaml.setResources(
				new ByteArrayResource(Objects.requireNonNull(the(ConfigMap.class).getData().get("application.yaml"))
					.getBytes(StandardCharsets.UTF_8)));
		return Objects.requireNonNull(yaml.getObject());
	}

	/** The gateway's pods. */
	PodTemplateSpec gateway() {
		return the(Deployment.class).getSpec().getTemplate();
	}

	/** Every pod that can come of it. */
	Stream<PodTemplateSpec> pods() {
		return Stream.concat(Stream.of(gateway()), all(Pod.class).map(
				(pod) -> new PodTemplateSpecBuilder().withMetadata(pod.getMetadata()).withSpec(pod.getSpec()).build()));
	}

}
