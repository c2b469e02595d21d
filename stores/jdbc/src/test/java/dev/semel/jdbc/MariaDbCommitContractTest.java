// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.CommitStoreContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.CommitStore;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Databases.class)
class MariaDbCommitContractTest extends CommitStoreContract<JdbcEffects> {

    private static final String TABLE = "commit_contract";

    private final JdbcStore store;
    private final Marks marks;
    private final Rows rows;

    MariaDbCommitContractTest(Databases.Started databases) {
        this.store = databases.store(Databases.Kind.MARIADB, TABLE);
        this.marks = Marks.in(databases.of(Databases.Kind.MARIADB), "commit_marks");
        this.rows = Rows.in(databases.of(Databases.Kind.MARIADB), TABLE);
    }

    @Override
    protected CommitStore<JdbcEffects> store() {
        return store;
    }

    @Override
    protected JdbcEffects effects(String mark) {
        return marks.plusOne(mark);
    }

    @Override
    protected JdbcEffects refusedEffects(String mark) {
        return marks.refused(mark);
    }

    @Override
    protected void purge(IdempotencyKey key, Instant now) {
        rows.delete(key);
    }

    @Override
    protected int count(String mark) {
        return marks.of(mark);
    }
}
