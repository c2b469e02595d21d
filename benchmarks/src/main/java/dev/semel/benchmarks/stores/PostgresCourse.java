// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.stores;

import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.benchmarks.server.DelayingLink;
import dev.semel.benchmarks.stores.StorePath.StoreContestant;
import dev.semel.jdbc.Dialect;
import dev.semel.jdbc.JdbcOperation;
import dev.semel.jdbc.JdbcStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.integration.jdbc.metadata.JdbcMetadataStore;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * PostgreSQL. The floor makes the fewest statements that protect an operation; the rival is Spring Integration's
 * metadata store, which remembers keys: no result, no lease, and a crash after the key was stored loses the operation,
 * unless both are in one transaction. Each contestant has one connection, which it keeps.
 */
final class PostgresCourse implements StoreCourse {

    private static final String RIVAL = "spring-integration";

    private final EmbeddedPostgres server;
    private final DelayingLink link;
    private final Charges charges = new Charges();
    private final SingleConnectionDataSource forFloor;
    private final SingleConnectionDataSource forSemel;
    private final SingleConnectionDataSource forRival;

    private PostgresCourse(EmbeddedPostgres server) throws IOException, SQLException {
        this.server = server;
        link = DelayingLink.to(server.getPort());
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE raw (id text PRIMARY KEY, claim text NOT NULL, result text)");
            statement.execute("CREATE TABLE account (id int PRIMARY KEY, cents bigint NOT NULL)");
            statement.execute("INSERT INTO account SELECT i, 0 FROM generate_series(1, 3) i");
            statement.execute("CREATE TABLE int_metadata_store (metadata_key varchar(255) NOT NULL,"
                    + " metadata_value varchar(4000), region varchar(100) NOT NULL,"
                    + " PRIMARY KEY (metadata_key, region))");
        }
        JdbcStore.of(server.getPostgresDatabase(), Dialect.postgresql()).createSchema();
        forFloor = connections();
        forSemel = connections();
        forRival = connections();
    }

    static PostgresCourse start() throws IOException, SQLException {
        return new PostgresCourse(EmbeddedPostgres.builder().start());
    }

    private SingleConnectionDataSource connections() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {link.port()});
        source.setUser("postgres");
        source.setDatabaseName("postgres");
        return new SingleConnectionDataSource(source.getConnection(), true);
    }

    @Override
    public String title() {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            return "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion() + ", "
                    + connection.getMetaData().getDriverName();
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not say its version", e);
        }
    }

    @Override
    public DelayingLink link() {
        return link;
    }

    @Override
    public long roundTrips() {
        return link.turns(); // the driver writes a request that is below 8 KB in one piece
    }

    @Override
    public long bodies() {
        return charges.runs();
    }

    @Override
    public List<StorePath> paths() {
        RawRows floor = new RawRows(forFloor, charges);
        JdbcStore store = JdbcStore.of(forSemel, Dialect.postgresql());
        Operation<String, String> semel = charges.protectedBy(store);
        JdbcOperation<String, String> transfer = transfer(store);
        JdbcMetadataStore rival = rival(forRival);
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(forRival));
        JdbcTemplate rows = new JdbcTemplate(forRival);
        return List.of(
                new StorePath(
                        "first execution",
                        1,
                        List.of(
                                new StoreContestant("floor", floor::first),
                                new StoreContestant("semel", round -> semel.run(round, Charges.soon())),
                                new StoreContestant(RIVAL, round -> remember(rival, round)))),
                new StorePath(
                        "duplicate",
                        0,
                        List.of(
                                new StoreContestant("floor", floor::duplicate),
                                new StoreContestant("semel", round -> semel.run("duplicate", Charges.soon())),
                                new StoreContestant(RIVAL, round -> remember(rival, "duplicate")))),
                new StorePath(
                        "batch of 10, fresh",
                        Charges.BATCH,
                        List.of(
                                new StoreContestant("floor", round -> floor.batch(Charges.batch(round))),
                                Charges.recordedMeanwhile(semel),
                                Charges.recordedAtTheEnd(semel),
                                new StoreContestant(RIVAL, round -> {
                                    for (String order : Charges.batch(round)) {
                                        remember(rival, order);
                                    }
                                }))),
                new StorePath(
                        "transaction with one statement",
                        1,
                        List.of(
                                new StoreContestant("floor", floor::transaction),
                                new StoreContestant("semel", round -> transfer.run("tx-" + round, Charges.soon())),
                                new StoreContestant(
                                        RIVAL,
                                        round -> transactions.executeWithoutResult(status -> {
                                            if (rival.putIfAbsent("tx-" + round, "") == null) {
                                                charges.charge(round);
                                                rows.update("UPDATE account SET cents = cents + 1 WHERE id = 3");
                                            }
                                        })))));
    }

    private JdbcOperation<String, String> transfer(JdbcStore store) {
        return store.operation(
                Idempotency.builder(store)
                        .withoutLog()
                        .build()
                        .operation("transfer", String.class, String.class)
                        .key(order -> order)
                        .build(),
                (order, connection, execution) -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.executeUpdate("UPDATE account SET cents = cents + 1 WHERE id = 2");
                    }
                    return charges.charge(order);
                });
    }

    private static JdbcMetadataStore rival(DataSource source) {
        JdbcMetadataStore rival = new JdbcMetadataStore(source);
        rival.setTablePrefix("int_");
        rival.afterPropertiesSet();
        return rival;
    }

    private void remember(JdbcMetadataStore rival, String order) {
        if (rival.putIfAbsent(order, "") == null) {
            charges.charge(order);
        }
    }

    @Override
    public void close() throws IOException {
        forFloor.destroy();
        forSemel.destroy();
        forRival.destroy();
        link.close();
        server.close();
    }
}
