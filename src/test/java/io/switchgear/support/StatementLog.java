package io.switchgear.support;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/** Notes what is sent to a database, and by which threads. */
public final class StatementLog {

	private final Queue<Executed> executed = new ConcurrentLinkedQueue<>();

	/** Notes what passes through. */
	public DataSource over(DataSource source) {
		return proxy(DataSource.class, source,
				(method, arguments, result) -> (result instanceof Connection connection) ? over(connection) : result);
	}

	/** What the threads of a kind of names have sent, which is forgotten. */
	public List<Executed> take(Predicate<String> threads) {
		List<Executed> taken = executed.stream().filter((one) -> threads.test(one.thread())).toList();
		executed.removeAll(taken);
		return taken;
	}

	private Connection over(Connection connection) {
		return proxy(Connection.class, connection, (method, arguments, result) -> switch (result) {
			case PreparedStatement statement -> over(statement, String.valueOf(arguments[0]), connection);
			case Statement statement -> over(statement, connection);
			case null, default -> {
				if (method.getName().equals("commit")) {
					note("commit", List.of(), true);
				}
				yield result;
			}
		});
	}

	private PreparedStatement over(PreparedStatement statement, String sql, Connection connection) {
		List<Parameter> parameters = new ArrayList<>();
		return proxy(PreparedStatement.class, statement, (method, arguments, result) -> {
			if (method.getName().startsWith("set") && arguments.length > 1) {
				parameters.add(new Parameter(method, arguments.clone()));
			}
			if (method.getName().startsWith("execute")) {
				note(sql, List.copyOf(parameters), connection.getAutoCommit());
			}
			return result;
		});
	}

	private Statement over(Statement statement, Connection connection) {
		return proxy(Statement.class, statement, (method, arguments, result) -> {
			if (method.getName().startsWith("execute")) {
				note(String.valueOf(arguments[0]), List.of(), connection.getAutoCommit());
			}
			return result;
		});
	}

	private void note(String sql, List<Parameter> parameters, boolean commits) {
		executed.add(new Executed(Thread.currentThread().getName(), sql, parameters, commits));
	}

	private static <T> T proxy(Class<T> type, T target, After after) {
		InvocationHandler handler = (self, method, arguments) -> {
			try {
				return after.called(method, (arguments != null) ? arguments : new Object[0],
						method.invoke(target, arguments));
			}
			catch (InvocationTargetException ex) {
				throw ex.getCause();
			}
		};
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

	/** What is made of a result. */
	private interface After {

		@Nullable Object called(Method method, Object[] arguments, @Nullable Object result) throws SQLException;

	}

	/** A value that a statement got. */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Parameter(Method setter, Object[] arguments) {
	}

	/**
	 * A statement, or the end of a transaction.
	 *
	 * @param commits whether a transaction ends with it
	 */
	public record Executed(String thread, String sql, List<Parameter> parameters, boolean commits) {

		public boolean isStatement() {
			return !sql.equals("commit");
		}

		/** How the server would execute it, with the same values. */
		public List<String> plan(Connection connection) {
			try (PreparedStatement statement = connection.prepareStatement("explain " + sql)) {
				for (Parameter parameter : parameters) {
					parameter.setter().invoke(statement, parameter.arguments());
				}
				List<String> plan = new ArrayList<>();
				ResultSet rows = statement.executeQuery();
				while (rows.next()) {
					plan.add(rows.getString(1));
				}
				return plan;
			}
			catch (SQLException | ReflectiveOperationException ex) {
				throw new IllegalStateException(sql, ex);
			}
		}

		@Override
		public String toString() {
			return sql.replaceAll("\\s+", " ");
		}

	}

}
