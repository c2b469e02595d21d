// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.lang.reflect.Proxy;
import java.sql.Connection;

/** Sources of one connection, which stays open. */
final class OneConnection {

    private OneConnection() {}

    static javax.sql.DataSource of(Connection connection) {
        return (javax.sql.DataSource) Proxy.newProxyInstance(
                OneConnection.class.getClassLoader(),
                new Class<?>[] {javax.sql.DataSource.class},
                (proxy, method, none) -> connection);
    }
}
