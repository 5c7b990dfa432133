package io.switchgear.outbound;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Skips the interim answers that may precede an answer (RFC 9110, section 15.2), of which
 * the client knows no other than 100.
 */
final class InterimAnswers extends ChannelInboundHandlerAdapter {

	private boolean skipping;

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpResponse response) {
			skipping = isInterim(response.status());
		}
		if (!skipping) {
			context.fireChannelRead(message);
			return;
		}
		ReferenceCountUtil.release(message);
		if (message instanceof LastHttpContent) {
			skipping = false;
			// The client asks for the next message only when it was given one.
			context.read();
		}
	}

	/** Nobody asked to switch protocols, so that is no answer to skip. */
	private static boolean isInterim(HttpResponseStatus status) {
		return status.codeClass() == HttpStatusClass.INFORMATIONAL
				&& !HttpResponseStatus.SWITCHING_PROTOCOLS.equals(status);
	}

}
