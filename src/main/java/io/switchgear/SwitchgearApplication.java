package io.switchgear;

import java.time.Clock;
import java.time.ZoneOffset;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the gateway. */
@SpringBootApplication
public class SwitchgearApplication {

	public static void main(String[] args) {
		SpringApplication.run(SwitchgearApplication.class, args);
	}

	@Bean
	Clock clock() {
		return Clock.tickMillis(ZoneOffset.UTC);
	}

}
