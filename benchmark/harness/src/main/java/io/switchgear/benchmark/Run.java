package io.switchgear.benchmark;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import org.jspecify.annotations.Nullable;

/**
 * One load under way. All of it happens on one event loop. In a closed loop each
 * connection sends its next request when it has the response to the last one, or when it
 * was told to come back. In an open loop requests come at their time, and wait if no
 * connection is free.
 */
final class Run {

	private static final int DRAIN_SECONDS = 15;

	private static final int RECONNECT_MILLIS = 10;

	private final EventLoop loop;

	private final int port;

	private final Requests requests;

	private final Deque<Goal> goals;

	private final boolean open;

	private final boolean patient;

	private final List<Tally> tallies = new ArrayList<>();

	private final CompletableFuture<List<Tally>> finished = new CompletableFuture<>();

	private final List<Connection> connections = new ArrayList<>();

	private final Deque<Connection> idle = new ArrayDeque<>();

	private final Queue<Long> due = new ArrayDeque<>();

	private Tally tally = new Tally();

	private long started;

	private long sent;

	private int underWay;

	private volatile boolean ending;

	private @Nullable Future<?> clock;

	private Run(EventLoop loop, int port, Requests requests, List<Goal> goals, boolean open, boolean patient) {
		this.loop = loop;
		this.port = port;
		this.requests = requests;
		this.goals = new ArrayDeque<>(goals);
		this.open = open;
		this.patient = patient;
	}

	static Run closed(EventLoop loop, int port, Requests requests, Goal goal) {
		return new Run(loop, port, requests, List.of(goal), false, false);
	}

	static Run patient(EventLoop loop, int port, Requests requests, List<Goal> goals) {
		return new Run(loop, port, requests, goals, false, true);
	}

	static Run open(EventLoop loop, int port, Requests requests, Goal goal) {
		return new Run(loop, port, requests, List.of(goal), true, false);
	}

	/** Counts what comes until each of the goals by itself. */
	CompletableFuture<List<Tally>> start(int count) {
		loop.execute(() -> {
			begin(System.nanoTime());
			// Also ends if nothing is answered
			clock = loop.scheduleAtFixedRate(this::endIfReached, 50, 50, TimeUnit.MILLISECONDS);
			for (int number = 0; number < count; number++) {
				Connection connection = new Connection(number, this);
				connections.add(connection);
				connect(connection);
			}
		});
		return finished;
	}

	/** Called from another thread when a request of an open loop is due. */
	boolean offer(long intended) {
		if (ending) {
			return false;
		}
		loop.execute(() -> {
			Connection free = idle.poll();
			if (free != null) {
				send(free, intended);
			}
			else {
				due.add(intended);
			}
			endIfReached();
		});
		return true;
	}

	void ready(Connection connection) {
		if (ending) {
			connection.close();
		}
		else if (!open) {
			send(connection, System.nanoTime());
		}
		else if (due.isEmpty()) {
			idle.add(connection);
		}
		else {
			send(connection, due.remove());
		}
	}

	void answered(Connection connection, int status) {
		underWay--;
		tally.add(status, System.nanoTime() - connection.since());
		endIfReached();
		if (ending && due.isEmpty()) {
			connection.close();
			finishIfDrained();
		}
		else if (connection.isClosing()) {
			connection.close();
		}
		else if (patient && !connection.retryAfter().isZero()) {
			loop.schedule(() -> ready(connection), connection.retryAfter().toMillis(), TimeUnit.MILLISECONDS);
		}
		else if (!due.isEmpty()) {
			send(connection, due.remove());
		}
		else {
			ready(connection);
		}
	}

	/** Opens a connection again that the other side closed. */
	void closed(Connection connection) {
		idle.remove(connection);
		if (connection.isWaiting()) {
			underWay--;
			tally.add(Tally.LOST, System.nanoTime() - connection.since());
			connection.close();
		}
		endIfReached();
		if (ending) {
			finishIfDrained();
		}
		else {
			Duration pause = patient ? connection.retryAfter() : Duration.ZERO;
			loop.schedule(() -> connect(connection), Math.max(RECONNECT_MILLIS, pause.toMillis()),
					TimeUnit.MILLISECONDS);
		}
	}

	private void begin(long now) {
		started = now;
		tally = new Tally();
		tallies.add(tally);
	}

	private void connect(Connection old) {
		if (ending) {
			return;
		}
		Connection connection = new Connection(old.number(), this);
		connections.set(old.number(), connection);
		new Bootstrap().group(loop).channel(NioSocketChannel.class).handler(new ChannelInitializer<Channel>() {
			@Override
			protected void initChannel(Channel channel) {
				channel.pipeline().addLast(new HttpResponseDecoder(), connection);
			}
		}).connect("127.0.0.1", port).addListener((connected) -> {
			if (!connected.isSuccess()) {
				loop.schedule(() -> connect(connection), 100, TimeUnit.MILLISECONDS);
			}
		});
	}

	private void send(Connection connection, long intended) {
		underWay++;
		sent++;
		connection.send(requests.next(connection.number()), intended);
	}

	private void endIfReached() {
		long now = System.nanoTime();
		if (ending || !goals.getFirst().isReached(open ? sent : tally.requests(), now - started)) {
			return;
		}
		goals.removeFirst();
		if (!goals.isEmpty()) {
			tally.end(now - started);
			begin(now);
		}
		else {
			ending = true;
			loop.schedule(this::finish, DRAIN_SECONDS, TimeUnit.SECONDS);
			idle.forEach(Connection::close);
			idle.clear();
			finishIfDrained();
		}
	}

	private void finishIfDrained() {
		if (underWay == 0 && due.isEmpty()) {
			finish();
		}
	}

	private void finish() {
		if (finished.isDone()) {
			return;
		}
		if (clock != null) {
			clock.cancel(false);
		}
		tally.end(System.nanoTime() - started);
		connections.stream()
			.filter(Connection::isWaiting)
			.forEach((late) -> tally.add(Tally.LOST, System.nanoTime() - late.since()));
		connections.forEach(Connection::close);
		finished.complete(tallies);
	}

}
