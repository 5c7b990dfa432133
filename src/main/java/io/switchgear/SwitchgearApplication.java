package io.switchgear;

import java.time.Clock;
import java.time.ZoneOffset;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.Modulithic;

/** Starts the gateway. */
@SpringBootApplication
@EnableConfigurationProperties(ShutdownProperties.class)
@Modulithic(sharedModules = { "problem", "security" })
public class SwitchgearApplication {

	public static void main(String[] args) {
		SpringApplication.run(SwitchgearApplication.class, args);
	}

	@Bean
	Clock clock() {
		return Clock.tickMillis(ZoneOffset.UTC);
	}

	@Bean
	Draining draining(ShutdownProperties properties) {
		return new Draining(properties.drain());
	}

}
