package io.switchgear.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.FutureMono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerResponse;

/** The way back to the caller of one request, with all that can go wrong on it. */
final class Line {

	private final HttpServerResponse response;

	private final Mono<Void> recovery;

	private final Channel channel;

	Line(HttpServerResponse response, Mono<Void> recovery) {
		this.response = response;
		this.recovery = recovery;
		Channel[] found = new Channel[1];
		response.withConnection((connection) -> found[0] = connection.channel());
		this.channel = found[0];
	}

	Mono<Void> answer(Reply reply) {
		byte[] body = head(reply);
		return (body.length == 0) ? response.send() : response.sendByteArray(Mono.just(body)).then();
	}

	Mono<Void> answer(Reply reply, Duration delay) {
		return Mono.delay(delay, scheduler()).then(Mono.defer(() -> answer(reply)));
	}

	Mono<Void> drip(Reply reply, Duration perByte) {
		byte[] body = head(reply);
		Flux<ByteBuf> drops = Flux.range(0, body.length)
			.delayElements(perByte, scheduler())
			.map((i) -> Unpooled.wrappedBuffer(body, i, 1));
		return response.sendHeaders().send(drops, (_) -> true).then();
	}

	Mono<Void> truncate(Reply reply) {
		byte[] body = head(reply);
		Flux<ByteBuf> half = Flux.just(Unpooled.wrappedBuffer(Arrays.copyOf(body, body.length / 2)));
		return response.sendHeaders().send(half, (_) -> true).then().then(hangUp());
	}

	/** The server's own encoder would take it for the answer. */
	Mono<Void> interim(int status) {
		String head = "HTTP/1.1 %d Interim\r\nLink: </style.css>; rel=preload\r\n\r\n".formatted(status);
		return FutureMono.deferFuture(() -> channel.pipeline()
			.context(NettyPipeline.HttpCodec)
			.writeAndFlush(Unpooled.copiedBuffer(head, StandardCharsets.US_ASCII)));
	}

	Mono<Void> hang() {
		return recovery.then(hangUp());
	}

	/** Without lingering, so that the caller meets a reset rather than an orderly end. */
	Mono<Void> reset() {
		channel.config().setOption(ChannelOption.SO_LINGER, 0);
		return hangUp();
	}

	/** Never completes, as completion would be an answer. */
	private Mono<Void> hangUp() {
		return FutureMono.deferFuture(channel::close).then(Mono.never());
	}

	private byte[] head(Reply reply) {
		byte[] body = Coding.of(reply).apply(reply.body().getBytes(StandardCharsets.UTF_8));
		response.status(reply.status()).header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
		if (reply.contentType() != null) {
			response.header(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
		}
		reply.headers().forEach(response::header);
		return body;
	}

	private Scheduler scheduler() {
		return Schedulers.fromExecutorService(channel.eventLoop());
	}

}
