package io.switchgear.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** Answers the requests of one connection to a provider of the stub. */
final class StubHandler extends ChannelInboundHandlerAdapter {

	private static final byte[] UNAVAILABLE = Http.response(503, "{\"message\":\"unavailable\"}");

	private final StubbedProvider provider;

	private final Answers answers;

	private final StringBuilder body = new StringBuilder();

	private String method = "";

	private String path = "";

	private String credential = "";

	StubHandler(StubbedProvider provider, Answers answers) {
		this.provider = provider;
		this.answers = answers;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		try {
			if (message instanceof HttpRequest request) {
				method = request.method().name();
				path = request.uri();
				credential = Objects.requireNonNullElse(request.headers().get("api_key"),
						request.headers().get(HttpHeaderNames.AUTHORIZATION, ""));
				body.setLength(0);
			}
			if (message instanceof HttpContent content) {
				body.append(content.content().toString(StandardCharsets.UTF_8));
			}
			if (message instanceof LastHttpContent) {
				answer(context);
			}
		}
		finally {
			ReferenceCountUtil.release(message);
		}
	}

	private void answer(ChannelHandlerContext context) {
		provider.count();
		provider.note(new Received(method, path, credential, body.toString()));
		if (provider.hangs()) {
			return;
		}
		byte[] response = provider.takeFailure() ? UNAVAILABLE : answers.answer(method, path, body);
		long delay = provider.delayMillis();
		if (delay == 0) {
			write(context, response);
		}
		else {
			context.executor().schedule(() -> write(context, response), delay, TimeUnit.MILLISECONDS);
		}
	}

	private static void write(ChannelHandlerContext context, byte[] response) {
		context.writeAndFlush(Unpooled.wrappedBuffer(response), context.voidPromise());
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close();
	}

}
