package io.switchgear.provider;

import java.util.Map;

import org.springframework.dao.DataAccessException;

/** Whether all integrations that providers have are known here. */
public interface Inventories {

	/**
	 * By the names of the providers; {@link Inventory#NONE} stands for those that are not
	 * in it. Reads the database.
	 * @throws DataAccessException if that fails
	 */
	Map<String, Inventory> all();

	default Inventory of(String provider) {
		return all().getOrDefault(provider, Inventory.NONE);
	}

}
