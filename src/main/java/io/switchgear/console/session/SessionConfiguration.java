package io.switchgear.console.session;

import java.time.Clock;
import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.switchgear.credential.CredentialCipher;
import io.switchgear.jdbc.Sweep;
import io.switchgear.problem.InvalidConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.support.TransactionTemplate;

/** Sessions in the database, for the console and for nothing else. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnLogin
@EnableConfigurationProperties(SessionProperties.class)
class SessionConfiguration {

	private static final Duration SWEEP_PERIOD = Duration.ofMinutes(10);

	@Bean
	JdbcIndexedSessionRepository consoleSessionRepository(JdbcOperations jdbc, TransactionTemplate transaction,
			SessionProperties properties) {
		check("idle-timeout", properties.idleTimeout());
		check("lifetime", properties.lifetime());
		JdbcIndexedSessionRepository repository = new JdbcIndexedSessionRepository(jdbc, transaction);
		repository.setTableName("console_session");
		repository.setDefaultMaxInactiveInterval(properties.idleTimeout());
		repository.setConversionService(StoredBytes.conversion());
		// It would clean up on every replica.
		repository.setCleanupCron(Scheduled.CRON_DISABLED);
		return repository;
	}

	private static void check(String property, Duration value) {
		if (!value.isPositive()) {
			throw new InvalidConfiguration("switchgear.console.session." + property, "must be positive");
		}
	}

	@Bean
	SealedTokens sealedTokens(CredentialCipher cipher) {
		return new SealedTokens(cipher);
	}

	@Bean
	StoredSessions storedSessions(JdbcIndexedSessionRepository repository, SealedTokens sealed, JdbcClient jdbc,
			SessionProperties properties, Clock clock) {
		return new StoredSessions(repository, sealed, jdbc, properties, clock);
	}

	@Bean
	LiveSessions liveSessions(StoredSessions stored, SessionProperties properties) {
		return new LiveSessions(stored, properties.betweenUses());
	}

	@Bean
	ConsoleSessions consoleSessions(SealedTokens sealed, LiveSessions live, SessionProperties properties, Clock clock) {
		return new ConsoleSessions(sealed, live, properties, clock);
	}

	@Bean
	FilterRegistrationBean<SessionRepositoryFilter<?>> consoleSessionFilter(JdbcIndexedSessionRepository repository) {
		CookieHttpSessionIdResolver ids = new CookieHttpSessionIdResolver();
		ids.setCookieSerializer(new SessionCookie());
		SessionRepositoryFilter<?> filter = new SessionRepositoryFilter<>(repository);
		filter.setHttpSessionIdResolver(ids);
		FilterRegistrationBean<SessionRepositoryFilter<?>> registration = new FilterRegistrationBean<>(filter);
		registration.addUrlPatterns("/console/*");
		registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
		return registration;
	}

	@Bean
	RecurringTask<Void> sweepConsoleSessions(StoredSessions sessions) {
		return Sweep.every(SWEEP_PERIOD, "sweep-console-sessions", sessions::sweep);
	}

}
