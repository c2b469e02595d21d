// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.sql.SQLException;

/** The refusal of effects: neither they nor the record were written. The cause says why. */
public final class JdbcEffectsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private JdbcEffectsException(String message, SQLException cause) {
        super(message, cause);
    }

    static JdbcEffectsException of(SQLException cause) {
        return new JdbcEffectsException(
                "The effects failed with SQL state " + cause.getSQLState()
                        + "; neither they nor the record were written",
                cause);
    }
}
