// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Connections from the driver that knows the URL, used one after another: a purge makes a call for each record. Those
 * returned wait here until the next call, and are closed with this. Thread-safe.
 */
final class DriverConnections implements DataSource, AutoCloseable {

    private static final Duration TRUSTED = Duration.ofSeconds(1);

    private final String url;
    private final String user;
    private final String password;
    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** A connection that was returned, and when, by the clock of {@link System#nanoTime}. */
    private record Idle(Connection connection, long since) {}

    DriverConnections(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    @Override
    public Connection getConnection() throws SQLException {
        for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            if (isUsable(next)) {
                return lent(next.connection());
            }
            next.connection().close();
        }
        return lent(getConnection(user, password));
    }

    /** {@return whether the connection was used a moment ago, or else answers now} */
    private static boolean isUsable(Idle next) throws SQLException {
        return System.nanoTime() - next.since() < TRUSTED.toNanos()
                ? !next.connection().isClosed()
                : next.connection().isValid((int) TRUSTED.toSeconds());
    }

    /** {@return the connection, whose {@code close()} gives it back} */
    private Connection lent(Connection connection) {
        AtomicBoolean returned = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                DriverConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "close" -> {
                            if (!returned.getAndSet(true)) {
                                takeBack(connection);
                            }
                            return null;
                        }
                        case "isClosed" -> {
                            return returned.get() || connection.isClosed();
                        }
                        default -> {
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            }
                        }
                    }
                });
    }

    private void takeBack(Connection connection) throws SQLException {
        if (closed || connection.isClosed() || !connection.getAutoCommit()) {
            connection.close();
            return;
        }
        idle.addFirst(new Idle(connection, System.nanoTime()));
        if (closed) {
            close();
        }
    }

    @Override
    public Connection getConnection(String username, String secret) throws SQLException {
        Properties properties = new Properties();
        if (!username.isEmpty()) {
            properties.setProperty("user", username);
        }
        if (!secret.isEmpty()) {
            properties.setProperty("password", secret);
        }
        return DriverManager.getConnection(url, properties);
    }

    /** Closes the connections that wait. What cannot be closed is the server's to end. */
    @Override
    public void close() {
        closed = true;
        for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            try {
                next.connection().close();
            } catch (SQLException leftToTheServer) {
                // the server ends it: the command is over, and its answers were given
            }
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("no log");
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("no log");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("no login timeout");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
