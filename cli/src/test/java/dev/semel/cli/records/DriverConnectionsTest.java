// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A command's connections are used one after another, as long as they are as good as new. */
class DriverConnectionsTest {

    private final DriverConnections connections = new DriverConnections("jdbc:h2:mem:driver-connections", "", "");

    @Test
    void connectionsThatWereGivenBackAreUsedAgain() throws SQLException {
        Connection first = driverOf(connections.getConnection());
        try (Connection held = connections.getConnection()) {
            assertThat(held.unwrap(Connection.class)).isSameAs(first);
            assertThat(driverOf(connections.getConnection())).isNotSameAs(first);
        }
    }

    @Test
    void connectionsInATransactionAndClosedOnesAreNotUsedAgain() throws SQLException {
        Connection open = connections.getConnection();
        open.setAutoCommit(false);
        Connection inTransaction = driverOf(open);
        assertThat(inTransaction.isClosed()).isTrue();
        Connection broken = driverOf(connections.getConnection());
        broken.close();
        assertThat(driverOf(connections.getConnection())).isNotSameAs(broken).isNotSameAs(inTransaction);
    }

    @Test
    void closingEndsWhatWaitsAndWhatIsGivenBackLater() throws SQLException {
        Connection late = connections.getConnection();
        Connection waiting = driverOf(connections.getConnection());
        Connection ofLate = late.unwrap(Connection.class);
        connections.close();
        assertThat(waiting.isClosed()).isTrue();
        late.close();
        late.close();
        assertThat(ofLate.isClosed()).isTrue();
        assertThat(late.isClosed()).isTrue();
    }

    @Test
    void failuresAreTheDriversOwn() throws SQLException {
        try (Connection connection = connections.getConnection()) {
            assertThatThrownBy(() -> connection.prepareStatement("no SQL")).isInstanceOf(SQLException.class);
        }
    }

    /** Gives a connection back, and returns the one of the driver. */
    private static Connection driverOf(Connection lent) throws SQLException {
        Connection driver = lent.unwrap(Connection.class);
        lent.close();
        return driver;
    }
}
