package io.switchgear;

import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Starts the demonstration and says what to do with it. */
final class TestSwitchgearApplication {

	private TestSwitchgearApplication() {
	}

	public static void main(String[] args) {
		StandardEnvironment settings = new StandardEnvironment();
		settings.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
		try {
			DemoPorts ports = DemoPorts.from(settings);
			ports.requireFree();
			System.out.println(new DemoGuide(new Demo(ports, args)));
		}
		catch (DemoPorts.Unusable ex) {
			System.err.println(ex.getMessage());
			System.exit(1);
		}
	}

}
