// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Effects that are made on the connection of a transaction, together with the record. */
@FunctionalInterface
public interface JdbcEffects {

    /**
     * Makes the effects. Runs only if the record was decided in favour of them; is run again in a new transaction if
     * the database ended the first one because of a serialisation failure or deadlock.
     *
     * @param connection the connection of the transaction, which must neither be committed nor rolled back nor closed
     * @throws SQLException if the effects are refused; then neither they nor the record are written
     */
    void run(Connection connection) throws SQLException;
}
