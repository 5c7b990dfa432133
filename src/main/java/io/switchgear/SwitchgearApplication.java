package io.switchgear;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the gateway. */
@SpringBootApplication
public class SwitchgearApplication {

	public static void main(String[] args) {
		SpringApplication.run(SwitchgearApplication.class, args);
	}

}
