package io.switchgear.http;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Decides whether a caller takes the one form that a call has, before anything is done
 * for it (RFC 9110, section 12.5.1). Left to itself, Spring finds out when it writes the
 * response, and by then the provider was called.
 */
@Component
final class Negotiation implements HandlerInterceptor, WebMvcConfigurer {

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this).addPathPatterns("/v1/**");
	}

	/** Every call has one form, so Spring has nothing to choose. */
	@Override
	public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
		configurer.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON, MediaType.ALL);
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws HttpMediaTypeException {
		List<MediaType> forms = formsOf(request);
		// What is deleted is answered with nothing.
		boolean answersWithABody = !HttpMethod.DELETE.matches(request.getMethod());
		if (answersWithABody && !takesOneOf(forms, request)) {
			throw new HttpMediaTypeNotAcceptableException(forms);
		}
		if (!isConcrete(valueOf(request, HttpHeaders.CONTENT_TYPE))) {
			throw new HttpMediaTypeNotSupportedException("Content-Type is not concrete",
					List.of(MediaType.APPLICATION_JSON));
		}
		return true;
	}

	private static List<MediaType> formsOf(HttpServletRequest request) {
		Object declared = request.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE);
		return (declared instanceof Collection<?> types) ? types.stream().map(MediaType.class::cast).toList()
				: List.of(MediaType.APPLICATION_JSON);
	}

	/**
	 * Some generated clients name only the form of problems; they understand the other
	 * one as well.
	 */
	private static boolean takesOneOf(List<MediaType> forms, HttpServletRequest request) {
		try {
			List<MediaType> accepted = MediaType
				.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
			return accepted.isEmpty() || Stream.concat(forms.stream(), Stream.of(MediaType.APPLICATION_PROBLEM_JSON))
				.anyMatch((form) -> isAccepted(form, accepted));
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	/** The range that fits best decides; its weight may be 0. */
	private static boolean isAccepted(MediaType form, List<MediaType> accepted) {
		return accepted.stream()
			.filter((range) -> range.includes(form))
			.max(Comparator.comparing(Negotiation::specificity).thenComparing(MediaType::getQualityValue))
			.filter((range) -> range.getQualityValue() > 0)
			.isPresent();
	}

	private static int specificity(MediaType range) {
		if (range.isWildcardType()) {
			return 0;
		}
		return range.isWildcardSubtype() ? 1 : 2;
	}

	private static @Nullable String valueOf(HttpServletRequest request, String header) {
		List<String> lines = Collections.list(request.getHeaders(header));
		return lines.isEmpty() ? null : String.join(", ", lines);
	}

	private static boolean isConcrete(@Nullable String contentType) {
		try {
			return contentType == null || MediaType.parseMediaType(contentType).isConcrete();
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

}
