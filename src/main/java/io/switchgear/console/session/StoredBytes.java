package io.switchgear.console.session;

import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.GenericConversionService;

/**
 * Has sessions keep bytes and nothing else. Left to itself, the store would build any
 * object from what it reads.
 */
final class StoredBytes {

	private StoredBytes() {
	}

	static ConversionService conversion() {
		GenericConversionService conversion = new GenericConversionService();
		conversion.addConverter(Object.class, byte[].class, (attribute) -> (byte[]) attribute);
		conversion.addConverter(byte[].class, Object.class, (stored) -> stored);
		return conversion;
	}

}
