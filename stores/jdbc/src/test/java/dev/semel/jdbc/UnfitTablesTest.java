// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables on which a key would execute twice, or that a crash empties or tears: refused before anything runs. */
@ExtendWith(Databases.class)
class UnfitTablesTest {

    private final Databases.Started databases;

    UnfitTablesTest(Databases.Started databases) {
        this.databases = databases;
    }

    enum Unfit {
        MARIADB_WITHOUT_KEY(Databases.Kind.MARIADB, "ALTER TABLE %s DROP PRIMARY KEY", "primary key"),
        MARIADB_WITH_A_WIDER_KEY(
                Databases.Kind.MARIADB,
                "ALTER TABLE %s DROP PRIMARY KEY, ADD PRIMARY KEY (record_id, claim_id)",
                "key"),
        MARIADB_OF_ANOTHER_ENGINE(Databases.Kind.MARIADB, "ALTER TABLE %s ENGINE = Aria", "InnoDB"),
        MARIADB_OUTBOX_OF_ANOTHER_ENGINE(Databases.Kind.MARIADB, "ALTER TABLE %s_outbox ENGINE = Aria", "InnoDB"),
        H2_WITHOUT_KEY(Databases.Kind.H2, "ALTER TABLE %s DROP PRIMARY KEY", "unique key"),
        POSTGRESQL_WITHOUT_KEY(Databases.Kind.POSTGRESQL, "ALTER TABLE %s DROP CONSTRAINT %1$s_pkey", "unique key"),
        POSTGRESQL_UNLOGGED(Databases.Kind.POSTGRESQL, "ALTER TABLE %s SET UNLOGGED", "acceptingLosses()"),
        POSTGRESQL_OUTBOX_UNLOGGED(Databases.Kind.POSTGRESQL, "ALTER TABLE %s_outbox SET UNLOGGED", "SET LOGGED");

        private final Databases.Kind kind;
        private final String change;
        private final String remedy;

        Unfit(Databases.Kind kind, String change, String remedy) {
            this.kind = kind;
            this.change = change;
            this.remedy = remedy;
        }
    }

    @ParameterizedTest
    @EnumSource
    void S1_S7_aTableThatCannotHoldRecordsIsRefused(Unfit unfit) throws Exception {
        TestDatabase database = databases.of(unfit.kind);
        String table = "unfit_" + unfit.name().toLowerCase(Locale.ROOT);
        JdbcStoreBuilder builder =
                JdbcStore.builder(database.dataSource(), database.dialect()).table(table);
        JdbcStore store = builder.creatingSchema().build();
        store.checkSchema();
        try (Connection connection = database.dataSource().getConnection()) {
            OperationScene.execute(connection, unfit.change.formatted(table));
        }
        assertRefused(store::checkSchema, unfit.remedy);
        assertRefused(builder::build, unfit.remedy);
        JdbcStoreBuilder accepting = builder.acceptingLosses();
        if (unfit.remedy.contains("LOGGED") || unfit.remedy.contains("acceptingLosses")) {
            accepting.build();
        } else {
            assertRefused(accepting::build, unfit.remedy);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatLacksAColumnIsRefusedWithTheRemedy(Databases.Kind kind) throws Exception {
        TestDatabase database = databases.of(kind);
        JdbcStore store = databases.store(kind, "unfit_columns");
        try (Connection connection = database.dataSource().getConnection()) {
            OperationScene.execute(connection, "ALTER TABLE unfit_columns DROP COLUMN detail");
        }
        AtomicInteger runs = new AtomicInteger();
        Operation<String, String> charge = Idempotency.builder(store)
                .withoutLog()
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .body((order, execution) -> "receipt " + runs.incrementAndGet());
        assertThatThrownBy(() -> charge.run("order", OperationScene.SOON)).hasMessageContaining("lacks a column");
        assertThatThrownBy(store::checkSchema).hasMessageContaining("semel template schema");
        assertThat(runs).hasValue(0);
    }

    /** Raw programs without Semel found parts of transactions in such a file too; see the page of the stores. */
    @Test
    void S7_aFileOfH2IsRefusedUnlessItsLossesAreAccepted(@TempDir Path directory) throws Exception {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:" + directory.resolve("semel") + ";WRITE_DELAY=0");
        JdbcStoreBuilder builder = JdbcStore.builder(source, Dialect.h2()).creatingSchema();
        try (Connection kept = source.getConnection()) {
            assertRefused(builder::build, "acceptingLosses()");
            assertThat(builder.acceptingLosses().build().name()).isEqualTo("h2 table 'semel_record'");
            assertThat(kept.isClosed()).isFalse();
        }
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String remedy) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.REFUSED))
                .hasMessageContaining("cannot hold records")
                .hasMessageContaining(remedy);
    }
}
