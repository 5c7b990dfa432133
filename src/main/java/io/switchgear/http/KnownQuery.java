package io.switchgear.http;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import io.switchgear.problem.InvalidField;
import io.switchgear.problem.Problem;
import io.switchgear.problem.Text;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses queries that a call does not understand as they are. With a {@code dryRun} that
 * is misspelt or has lost its value, a write would be done; with such a filter, a list
 * would show everything.
 */
@Component
final class KnownQuery implements HandlerInterceptor, WebMvcConfigurer {

	private static final Set<String> FLAG_VALUES = Set.of("true", "false");

	private static final int MAX_NAME = 200;

	private final Map<Method, Map<String, QueryParameter>> known = new ConcurrentHashMap<>();

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/v1/**");
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (handler instanceof HandlerMethod method && !HttpMethod.OPTIONS.matches(request.getMethod())) {
			Map<String, QueryParameter> parameters = known.computeIfAbsent(method.getMethod(),
					(ignored) -> QueryParameter.of(method));
			request.getParameterMap().forEach((name, values) -> check(name, List.of(values), parameters));
		}
		return true;
	}

	private static void check(String name, List<String> values, Map<String, QueryParameter> parameters) {
		QueryParameter parameter = parameters.get(name);
		if (parameter == null) {
			throw Problem
				.invalid(List.of(new InvalidField(null, Text.cut(Text.replaced(name), MAX_NAME),
						"is not a parameter of this call; allowed are " + new TreeSet<>(parameters.keySet()))))
				.asException();
		}
		if (!parameter.repeatable() && values.size() > 1) {
			throw Problem.invalid(name, "must be given once").asException();
		}
		if (parameter.flag() && !FLAG_VALUES.containsAll(values)) {
			throw Problem.invalid(name, "must be true or false").asException();
		}
		if (parameter.converted() && values.stream().anyMatch(String::isBlank)) {
			throw Problem.invalid(name, "must have a value").asException();
		}
	}

}
