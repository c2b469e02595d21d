// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;

/** The time until a driver gives a silent server up, set for one call. The connection is closed by that. */
final class NetworkTimeout {

    private static final int NONE = -1;

    private final Connection connection;
    private final int before;

    private NetworkTimeout(Connection connection, int before) {
        this.connection = connection;
        this.before = before;
    }

    /** Sets the timeout, where the driver has one. */
    static NetworkTimeout set(Connection connection, Dialect dialect, Duration timeout) throws SQLException {
        if (!dialect.features.networkTimeout()) {
            return new NetworkTimeout(connection, NONE);
        }
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
            return new NetworkTimeout(connection, before);
        } catch (SQLFeatureNotSupportedException e) {
            return new NetworkTimeout(connection, NONE);
        }
    }

    /** Sets what was there before. */
    void restore() throws SQLException {
        if (before != NONE && !connection.isClosed()) {
            connection.setNetworkTimeout(Runnable::run, before);
        }
    }
}
