package io.switchgear.outbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.switchgear.outbound.Attempt.Departures;
import io.switchgear.outbound.CallFailure.NotSent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Where an attempt meets the connection that carries it. */
class AttemptTests {

	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));

	private final Attempt attempt = new Attempt(now.get().plusSeconds(10),
			((InstantSource) now::get).withZone(ZoneOffset.UTC));

	@Test
	void isSentWithItsFirstByte() {
		EmbeddedChannel channel = channel(false);
		channel.writeOutbound(bytes());
		assertThat(attempt.giveUp()).isFalse();
		assertThat(attempt.failureOf(new IOException())).isEqualTo(new CallFailure.Unanswered());
	}

	@Test
	void isNeverSentOnceItWasGivenUp() {
		EmbeddedChannel channel = channel(false);
		assertThat(attempt.giveUp()).isTrue();
		ByteBuf bytes = bytes();
		ChannelFuture written = channel.writeOneOutbound(bytes);
		assertThat(written.isSuccess()).isFalse();
		assertThat(bytes.refCnt()).isZero();
		assertThat(channel.outboundMessages()).isEmpty();
		assertThat(channel.isOpen()).isFalse();
	}

	@Test
	void isNotSentByAProcessThatWasStoppedUntilTheDeadline() {
		EmbeddedChannel channel = channel(false);
		now.set(now.get().plusSeconds(10));
		assertThat(channel.writeOneOutbound(bytes()).isSuccess()).isFalse();
		assertThat(channel.outboundMessages()).isEmpty();
		assertThat(attempt.failureOf(new IOException())).isInstanceOf(NotSent.class);
	}

	@Test
	void isNotSentByAConnectionThatIsClosedAlready() {
		EmbeddedChannel channel = channel(false);
		assertThat(channel.close().isSuccess()).isTrue();
		assertThat(channel.pipeline().write(bytes()).isSuccess()).isFalse();
		assertThat(attempt.failureOf(new IOException())).isInstanceOf(NotSent.class);
	}

	@Test
	void isSentThroughAProxyOnceTheTunnelStands() {
		EmbeddedChannel channel = channel(true);
		channel.writeOutbound(bytes());
		channel.pipeline().fireUserEventTriggered(tunnel());
		assertThat(attempt.giveUp()).isFalse();
	}

	@Test
	void isNotSentThroughATunnelThatStandsTooLate() {
		EmbeddedChannel channel = channel(true);
		channel.writeOutbound(bytes());
		assertThat(attempt.failureOf(new IOException())).isInstanceOf(NotSent.class);
		channel.pipeline().fireUserEventTriggered(tunnel());
		assertThat(channel.isOpen()).isFalse();
	}

	private EmbeddedChannel channel(boolean proxied) {
		EmbeddedChannel channel = new EmbeddedChannel(new Departures(proxied));
		attempt.assignTo(channel);
		return channel;
	}

	private static ByteBuf bytes() {
		return Unpooled.wrappedBuffer(new byte[] { 1 });
	}

	private static ProxyConnectionEvent tunnel() {
		return new ProxyConnectionEvent("http", "none", new InetSocketAddress(1), new InetSocketAddress(2));
	}

}
