package io.switchgear.http.body;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** A request whose body is read within limits, whoever reads it and how. */
final class LimitedRequest extends HttpServletRequestWrapper {

	private final long limit;

	private final Duration patience;

	private @Nullable LimitedBody body;

	private boolean emptyJson;

	LimitedRequest(HttpServletRequest request, long limit, Duration patience) {
		super(request);
		this.limit = limit;
		this.patience = patience;
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		return body();
	}

	@Override
	public BufferedReader getReader() throws IOException {
		String encoding = getCharacterEncoding();
		Charset charset = (encoding != null) ? Charset.forName(encoding) : StandardCharsets.ISO_8859_1;
		return new BufferedReader(new InputStreamReader(body(), charset));
	}

	/**
	 * If there is no body, its type no longer counts: it is read as JSON that is missing.
	 */
	void treatNoBodyAsJson() throws IOException {
		emptyJson = !hasBody();
	}

	/** Whether some of the body has not been read, and comes without being asked for. */
	boolean hasRest() {
		try {
			boolean waitsToBeAsked = getHeader(HttpHeaders.EXPECT) != null && body == null;
			return !waitsToBeAsked && !body().isFinished();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/** Reads what is left of the body and drops it, until a limit is reached. */
	void skipRest() {
		try {
			body().skipRest();
		}
		catch (IOException ex) {
			// The container closes the connection
		}
	}

	private boolean hasBody() throws IOException {
		long length = getContentLengthLong();
		boolean chunked = getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
		return length > 0 || (chunked && !body().isEmpty());
	}

	private LimitedBody body() throws IOException {
		LimitedBody opened = body;
		if (opened == null) {
			opened = new LimitedBody(super.getInputStream(), limit, patience);
			body = opened;
		}
		return opened;
	}

	@Override
	public @Nullable String getContentType() {
		return emptyJson ? MediaType.APPLICATION_JSON_VALUE : super.getContentType();
	}

	@Override
	public @Nullable String getHeader(String name) {
		return (emptyJson && isContentType(name)) ? getContentType() : super.getHeader(name);
	}

	@Override
	public Enumeration<String> getHeaders(String name) {
		return (emptyJson && isContentType(name)) ? Collections.enumeration(List.of(MediaType.APPLICATION_JSON_VALUE))
				: super.getHeaders(name);
	}

	private static boolean isContentType(String name) {
		return HttpHeaders.CONTENT_TYPE.equalsIgnoreCase(name);
	}

}
