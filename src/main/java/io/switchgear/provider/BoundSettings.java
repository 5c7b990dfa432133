package io.switchgear.provider;

import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.switchgear.connector.OwnSettings;
import io.switchgear.credential.Secret;
import io.switchgear.problem.InvalidConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.util.ReflectionUtils;

/**
 * What a connector declares in a record of its own. Required values are required, and the
 * secrets among them are known, so that they can be concealed as the key is.
 */
final class BoundSettings implements OwnSettings {

	private final Binder binder;

	private final String prefix;

	private final Set<Secret> secrets = ConcurrentHashMap.newKeySet();

	BoundSettings(Binder binder, String prefix) {
		this.binder = binder;
		this.prefix = prefix;
	}

	@Override
	public <T extends Record> T bind(Class<T> type) {
		T bound = binder.bindOrCreate(prefix, type);
		inspect(prefix, bound);
		return bound;
	}

	@Override
	public Set<Secret> secrets() {
		return Collections.unmodifiableSet(secrets);
	}

	private void inspect(String property, @Nullable Object value) {
		switch (value) {
			case Secret secret -> secrets.add(secret);
			case Iterable<?> values -> values.forEach((one) -> inspect(property, one));
			case Map<?, ?> values -> values.forEach((key, one) -> inspect(property + "." + key, one));
			case Record nested -> inspectComponents(property, nested);
			case null, default -> {
			}
		}
	}

	private void inspectComponents(String property, Record bound) {
		for (RecordComponent component : bound.getClass().getRecordComponents()) {
			String name = property + "." + DataObjectPropertyName.toDashedForm(component.getName());
			ReflectionUtils.makeAccessible(component.getAccessor());
			Object value = ReflectionUtils.invokeMethod(component.getAccessor(), bound);
			boolean missing = value == null || (value instanceof Secret secret && secret.isBlank());
			if (missing && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
				throw new InvalidConfiguration(name, "is missing");
			}
			inspect(name, value);
		}
	}

}
