package io.switchgear.console.session;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** Only if there is a console, and it has a client to log people in with. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnBooleanProperty("switchgear.console.enabled")
@ConditionalOnProperty("spring.security.oauth2.client.registration." + ConditionalOnLogin.REGISTRATION + ".client-id")
public @interface ConditionalOnLogin {

	/** The client's name among the registrations. */
	String REGISTRATION = "console";

}
