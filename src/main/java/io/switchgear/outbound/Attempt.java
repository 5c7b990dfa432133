package io.switchgear.outbound;

import java.nio.channels.ClosedChannelException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.switchgear.outbound.CallFailure.NotSent;
import io.switchgear.outbound.CallFailure.NotSent.Reason;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * How far one attempt has come, and so the one place that decides whether the provider
 * may have seen anything of it. What counts is whether the first byte of the request was
 * handed to an open connection, not what kind of error ended the attempt: names,
 * connections, proxies and TLS handshakes fail in too many ways to list them.
 */
final class Attempt {

	private static final AttributeKey<Attempt> CURRENT = AttributeKey.valueOf(Attempt.class, "current");

	private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.PREPARING);

	private final Instant deadline;

	private final Clock clock;

	/**
	 * From the deadline on nothing is sent, also by a process that was stopped until
	 * then.
	 */
	Attempt(Instant deadline, Clock clock) {
		this.deadline = deadline;
		this.clock = clock;
	}

	/** The attempt that is being made within a Reactor context. */
	static Attempt of(ContextView context) {
		return context.get(Attempt.class);
	}

	Context in(Context context) {
		return context.put(Attempt.class, this);
	}

	/**
	 * Returns false if the attempt was given up, or its deadline has passed, so that
	 * nothing may be sent any more.
	 */
	boolean send() {
		if (!clock.instant().isBefore(deadline)) {
			giveUp();
		}
		return phase.compareAndSet(Phase.PREPARING, Phase.SENT) || phase.get() == Phase.SENT;
	}

	/**
	 * Returns true if nothing was sent; from then on nothing will be. Returns false if it
	 * is too late for that.
	 */
	boolean giveUp() {
		return phase.compareAndSet(Phase.PREPARING, Phase.GIVEN_UP) || phase.get() == Phase.GIVEN_UP;
	}

	/** What it means that the attempt ended with the error. */
	CallFailure failureOf(Throwable error) {
		return giveUp() ? new NotSent(noConnectionFree(error) ? Reason.BUSY : Reason.UNREACHABLE, null)
				: new CallFailure.Unanswered();
	}

	private static boolean noConnectionFree(@Nullable Throwable error) {
		return error != null && (error instanceof PoolAcquirePendingLimitException
				|| error instanceof PoolAcquireTimeoutException || noConnectionFree(error.getCause()));
	}

	/** Tells a connection whose request it is going to carry. */
	static void assign(HttpClientRequest request, Connection connection) {
		of(request.currentContextView()).assignTo(connection.channel());
	}

	void assignTo(Channel channel) {
		channel.attr(CURRENT).set(this);
	}

	private enum Phase {

		PREPARING, SENT, GIVEN_UP

	}

	/**
	 * Stands where requests are bytes already and not encrypted yet, so that it sees
	 * nothing of TLS handshakes. A forward proxy keeps the bytes until its tunnel stands.
	 */
	static final class Departures extends ChannelDuplexHandler {

		private boolean tunnelled;

		private boolean kept;

		Departures(boolean proxied) {
			this.tunnelled = !proxied;
		}

		@Override
		public void write(ChannelHandlerContext context, Object bytes, ChannelPromise promise) throws Exception {
			kept = !tunnelled;
			if (kept || mayLeave(context)) {
				super.write(context, bytes, promise);
			}
			else {
				ReferenceCountUtil.release(bytes);
				promise.tryFailure(new ClosedChannelException());
				close(context, context.newPromise());
			}
		}

		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
			if (event instanceof ProxyConnectionEvent) {
				tunnelled = true;
				if (kept && !mayLeave(context)) {
					close(context, context.newPromise());
				}
			}
			context.fireUserEventTriggered(event);
		}

		/**
		 * A closed channel refuses every byte. An open one may belong to a peer that is
		 * gone; whether it was is not known.
		 */
		private static boolean mayLeave(ChannelHandlerContext context) {
			Attempt attempt = context.channel().attr(CURRENT).get();
			return attempt == null || !context.channel().isActive() || attempt.send();
		}

	}

}
