// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.FormatContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On every database; what fails on one hides nothing of the others. */
@ParameterizedClass
@EnumSource(Databases.Kind.class)
@ExtendWith(Databases.class)
class JdbcFormatContractTest extends FormatContract {

    private static final String TABLE = "format_contract";

    private final JdbcStore store;
    private final Rows rows;

    JdbcFormatContractTest(Databases.Kind kind, Databases.Started databases) {
        this.store = databases.store(kind, TABLE);
        this.rows = Rows.in(databases.of(kind), TABLE);
    }

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected void plantUnknownFormat(IdempotencyKey key, Instant now) {
        GoldenRow.plant(store, rows, key, now);
    }
}
