package io.switchgear.change.background;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.switchgear.provider.Provider;
import org.springframework.context.SmartLifecycle;

/** Runs a {@link ProviderRunner} for each provider while the application runs. */
final class BackgroundRunners implements SmartLifecycle {

	/** How long changes may go on after shutdown begins. Recovery ends the others. */
	private static final Duration GRACE = Duration.ofSeconds(20);

	private final List<Provider> providers;

	private final RunnerFactory factory;

	private List<ProviderRunner> runners = List.of();

	private volatile ExecutorService loops = Executors.newVirtualThreadPerTaskExecutor();

	private volatile ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private volatile boolean running;

	BackgroundRunners(List<Provider> providers, RunnerFactory factory) {
		this.providers = providers;
		this.factory = factory;
	}

	@Override
	public void start() {
		loops = Executors.newVirtualThreadPerTaskExecutor();
		threads = Executors.newVirtualThreadPerTaskExecutor();
		runners = providers.stream().map((provider) -> factory.runner(provider, threads)).toList();
		runners.forEach(loops::execute);
		running = true;
	}

	@Override
	public void stop() {
		running = false;
		runners.forEach(ProviderRunner::stop);
		// What a runner has started is run
		end(loops);
		end(threads);
	}

	private static void end(ExecutorService service) {
		service.shutdown();
		try {
			if (!service.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
				service.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			service.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return running;
	}

	/** Makes the runner of a provider. */
	@FunctionalInterface
	interface RunnerFactory {

		ProviderRunner runner(Provider provider, ExecutorService threads);

	}

}
