package io.switchgear.http.body;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.springframework.http.MediaType;

/**
 * Lets nobody but a stream flush a response. Spring flushes each {@code ResponseEntity}
 * when its body is written. The container would then have to send it in chunks, with two
 * writes to the socket, since it does not know yet that there is no more to come.
 */
final class WholeResponse extends HttpServletResponseWrapper {

	WholeResponse(HttpServletResponse response) {
		super(response);
	}

	@Override
	public void flushBuffer() throws IOException {
		String type = getContentType();
		if (type != null && type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE)) {
			super.flushBuffer();
		}
	}

}
