// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A pool that keeps idle connections and counts those that are out. Thread-safe. */
final class CountingPool implements DataSource, AutoCloseable {

    private final DataSource source;
    private final Semaphore free;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final AtomicInteger out = new AtomicInteger();
    private final AtomicInteger trips = new AtomicInteger();
    private volatile Commit commit = Connection::commit;

    private volatile GivenBack givenBack = () -> {};

    /** Action that runs when a connection has been returned. */
    @FunctionalInterface
    interface GivenBack {
        void then() throws SQLException;
    }

    /** The commit of a connection, or what happens instead. */
    @FunctionalInterface
    interface Commit {
        void of(Connection connection) throws SQLException;
    }

    /** Makes a pool without limits. */
    CountingPool(DataSource source) {
        this(source, Integer.MAX_VALUE);
    }

    /** Makes a pool that lets callers wait for one of {@code most} connections. */
    CountingPool(DataSource source, int most) {
        this.source = source;
        this.free = new Semaphore(most);
    }

    /** {@return the number of connections that were taken and not returned} */
    int out() {
        return out.get();
    }

    /** {@return the number of statements, commits and rollbacks so far} */
    int trips() {
        return trips.get();
    }

    /** Sets what the commits to come do. */
    void onCommit(Commit next) {
        commit = next;
    }

    /** Sets what happens when connections are returned. */
    void onGivenBack(GivenBack next) {
        givenBack = next;
    }

    @Override
    public Connection getConnection() throws SQLException {
        free.acquireUninterruptibly();
        Connection connection = poll();
        if (connection == null) {
            connection = opened();
        }
        out.incrementAndGet();
        return lent(connection);
    }

    private Connection opened() throws SQLException {
        try {
            return source.getConnection();
        } catch (SQLException e) {
            free.release();
            throw e;
        }
    }

    private synchronized Connection poll() throws SQLException {
        Connection connection = idle.pollFirst();
        while (connection != null && connection.isClosed()) {
            connection = idle.pollFirst();
        }
        return connection;
    }

    private Connection lent(Connection connection) {
        AtomicInteger returned = new AtomicInteger();
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                if (returned.getAndIncrement() == 0) {
                    giveBack(connection);
                    givenBack.then();
                }
                return null;
            }
            if (method.getName().equals("commit")) {
                trips.incrementAndGet();
                commit.of(connection);
                return null;
            }
            if (method.getName().equals("rollback")) {
                trips.incrementAndGet();
            }
            Object answer = answer(connection, method, arguments);
            return answer instanceof PreparedStatement statement ? counted(statement) : answer;
        };
        return (Connection)
                Proxy.newProxyInstance(CountingPool.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    }

    private PreparedStatement counted(PreparedStatement statement) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                trips.incrementAndGet();
            }
            return answer(statement, method, arguments);
        };
        return (PreparedStatement) Proxy.newProxyInstance(
                CountingPool.class.getClassLoader(), new Class<?>[] {PreparedStatement.class}, handler);
    }

    private static Object answer(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private synchronized void giveBack(Connection connection) throws SQLException {
        out.decrementAndGet();
        free.release();
        if (!connection.isClosed()) {
            if (!connection.getAutoCommit()) {
                throw new IllegalStateException("A connection came back inside of a transaction");
            }
            idle.addFirst(connection);
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        for (Connection connection : idle) {
            connection.close();
        }
        idle.clear();
    }

    @Override
    public Connection getConnection(String user, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PrintWriter getLogWriter() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLogWriter(PrintWriter writer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
