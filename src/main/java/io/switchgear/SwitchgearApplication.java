package io.switchgear;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

import io.switchgear.provider.CheckDescriptor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.boot.security.oauth2.client.autoconfigure.servlet.OAuth2ClientWebSecurityAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Starts the gateway. Of OAuth clients, it has those that the console makes. Transactions
 * are explicit (TransactionTemplate), so no bean is searched for annotations that a proxy
 * would have to serve.
 */
@SpringBootApplication(exclude = { OAuth2ClientAutoConfiguration.class, OAuth2ClientWebSecurityAutoConfiguration.class,
		AopAutoConfiguration.class, PersistenceExceptionTranslationAutoConfiguration.class,
		TransactionAutoConfiguration.class })
public class SwitchgearApplication {

	public static void main(String[] args) {
		if (args.length > 0 && args[0].equals(CheckDescriptor.NAME)) {
			System.exit(CheckDescriptor.run(List.of(args).subList(1, args.length), System.getenv(), System.out,
					System.err));
		}
		StartClasses.loadInBackground();
		SpringApplication.run(SwitchgearApplication.class, args);
	}

	@Bean
	Clock clock() {
		return Clock.tickMillis(ZoneOffset.UTC);
	}

}
