package io.switchgear.benchmark;

import java.time.Duration;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection of a load, with at most one request under way. */
final class Connection extends ChannelInboundHandlerAdapter {

	private final int number;

	private final Run run;

	private @Nullable Channel channel;

	private boolean waiting;

	private boolean closing;

	private long since;

	private int status;

	private Duration retryAfter = Duration.ZERO;

	Connection(int number, Run run) {
		this.number = number;
		this.run = run;
	}

	int number() {
		return number;
	}

	/**
	 * Sends the next request.
	 * @param intended when it should have been sent, which its latency counts from
	 */
	void send(byte[] request, long intended) {
		since = intended;
		waiting = true;
		if (channel != null) {
			channel.writeAndFlush(Unpooled.wrappedBuffer(request), channel.voidPromise());
		}
	}

	void close() {
		waiting = false;
		if (channel != null) {
			channel.close();
		}
	}

	/** What the last response told; zero if it told nothing. */
	Duration retryAfter() {
		return retryAfter;
	}

	long since() {
		return since;
	}

	/** Returns true if the other side is about to close it. */
	boolean isClosing() {
		return closing;
	}

	boolean isWaiting() {
		return waiting;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		channel = context.channel();
		run.ready(this);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpResponse response) {
			status = response.status().code();
			retryAfter = Duration.ofSeconds(response.headers().getInt(HttpHeaderNames.RETRY_AFTER, 0));
			closing = !HttpUtil.isKeepAlive(response);
		}
		boolean last = message instanceof LastHttpContent;
		ReferenceCountUtil.release(message);
		if (last && waiting) {
			waiting = false;
			run.answered(this, status);
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		run.closed(this);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close();
	}

}
