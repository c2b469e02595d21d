// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** The connection of a body: all but the end of its transaction. */
final class BodyConnection {

    private static final Set<String> REFUSED =
            Set.of("commit", "setAutoCommit", "close", "abort", "setTransactionIsolation", "setReadOnly");

    private BodyConnection() {}

    static Connection of(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                BodyConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    boolean wholeRollback = method.getName().equals("rollback") && method.getParameterCount() == 0;
                    if (wholeRollback || REFUSED.contains(method.getName())) {
                        throw new SQLException("The body of an operation must not call " + method.getName()
                                + "() on its connection: the transaction ends with the operation. Throw an exception"
                                + " to roll it back");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
