// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.contract.CommitStoreContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.CommitStore;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** On every database; what fails on one hides nothing of the others. */
@ParameterizedClass
@EnumSource(Databases.Kind.class)
@ExtendWith(Databases.class)
class JdbcCommitContractTest extends CommitStoreContract<JdbcEffects> {

    private static final String TABLE = "commit_contract";

    private final JdbcStore store;
    private final Marks marks;
    private final Rows rows;

    JdbcCommitContractTest(Databases.Kind kind, Databases.Started databases) {
        this.store = databases.store(kind, TABLE);
        this.marks = Marks.in(databases.of(kind), "commit_marks");
        this.rows = Rows.in(databases.of(kind), TABLE);
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
