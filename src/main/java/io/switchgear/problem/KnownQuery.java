package io.switchgear.problem;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.RepeatableContainers;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Refuses a write with a parameter in its query that the call does not know: with a
 * {@code dryRun} that is misspelt, or where there is none, it would be done.
 */
@Component
final class KnownQuery implements HandlerInterceptor, WebMvcConfigurer {

	private static final Set<String> WRITES = Set.of(HttpMethod.POST.name(), HttpMethod.PUT.name(),
			HttpMethod.PATCH.name(), HttpMethod.DELETE.name());

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/v1/**");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (WRITES.contains(request.getMethod()) && handler instanceof HandlerMethod method) {
			Set<String> known = parametersOf(method);
			if (!known.containsAll(queryOf(request).keySet())) {
				throw Problem.invalid("query", "has a parameter that this call does not know; it knows " + known)
					.asException();
			}
		}
		return true;
	}

	/** Without the parameters of a body that is a form. */
	private static Map<String, List<String>> queryOf(HttpServletRequest request) {
		return UriComponentsBuilder.newInstance().query(request.getQueryString()).build().getQueryParams();
	}

	private static Set<String> parametersOf(HandlerMethod method) {
		Stream<String> read = Arrays.stream(method.getMethodParameters())
			.filter((parameter) -> parameter.hasParameterAnnotation(RequestParam.class))
			.map(KnownQuery::nameOf);
		Stream<String> described = MergedAnnotations
			.from(method.getMethod(), MergedAnnotations.SearchStrategy.DIRECT,
					RepeatableContainers.standardRepeatables())
			.stream(Parameter.class)
			.filter((parameter) -> parameter.getEnum("in", ParameterIn.class) == ParameterIn.QUERY)
			.map((parameter) -> parameter.getString("name"));
		return Stream.concat(read, described).collect(Collectors.toSet());
	}

	private static String nameOf(MethodParameter parameter) {
		RequestParam annotation = Objects.requireNonNull(parameter.getParameterAnnotation(RequestParam.class));
		return annotation.name().isEmpty() ? Objects.requireNonNull(parameter.getParameterName()) : annotation.name();
	}

}
