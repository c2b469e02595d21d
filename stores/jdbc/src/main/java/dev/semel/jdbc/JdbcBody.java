// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.sql.Connection;

/**
 * The work of a {@link JdbcOperation}, inside of the transaction that also keeps its record.
 *
 * @param <I> the input
 * @param <R> the result
 */
@FunctionalInterface
public interface JdbcBody<I, R> {

    /**
     * {@return the result} What was written on the connection is committed with the record of the result, or neither
     * is. The body is run again in a new transaction if the database ended the first one because of a serialisation
     * failure or a deadlock: it must have no effect but on the connection and through {@link JdbcExecution#send}.
     *
     * @param input the input
     * @param connection the connection of the transaction; it refuses to be committed, rolled back or closed
     * @param execution the key, the effect keys and the outbox
     * @throws Exception if the operation fails; the transaction is rolled back
     */
    R run(I input, Connection connection, JdbcExecution execution) throws Exception;
}
