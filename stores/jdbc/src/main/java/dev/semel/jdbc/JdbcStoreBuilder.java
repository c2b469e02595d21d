// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.ClaimId;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** A builder of a {@link JdbcStore}. Not thread-safe. */
public final class JdbcStoreBuilder {

    final DataSource dataSource;
    final Dialect dialect;
    String table = "semel_record";
    boolean databaseTime;
    boolean acceptingLosses;
    SizeLimit sizes = new SizeLimit(4_000_000);
    LongSupplier ticker = System::nanoTime;
    InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    Supplier<ClaimId> provisional = () -> ClaimId.of(random.nextLong(), random.nextLong());
    private SchemaChoice schema = SchemaChoice.ASSUMED;

    /** Treatment of the schema by {@link #build()}. */
    private enum SchemaChoice {
        ASSUMED,
        CHECKED,
        CREATED
    }

    JdbcStoreBuilder(DataSource dataSource, Dialect dialect) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        this.dialect = Objects.requireNonNull(dialect, "dialect");
    }

    JdbcStoreBuilder(JdbcStoreBuilder other) {
        this(other.dataSource, other.dialect);
        table = other.table;
        databaseTime = other.databaseTime;
        acceptingLosses = other.acceptingLosses;
        sizes = other.sizes;
        ticker = other.ticker;
        clock = other.clock;
        provisional = other.provisional;
        schema = other.schema;
    }

    /**
     * Sets the name of the table of records; a schema may stand before it with a dot. Default: {@code semel_record}.
     *
     * @param table a plain name of at most 48 letters, digits and underscores
     * @return this builder
     */
    public JdbcStoreBuilder table(String table) {
        this.table = SqlTexts.of(dialect, table).table();
        return this;
    }

    /**
     * Lets the database's clock decide about leases, windows and retentions instead of the callers' clocks. Then the
     * clocks of clients need not agree with each other. Each must agree with the database's within the engine's bound
     * of clock skew, because the engine compares the lease that it got with its own clock before and after the body.
     * Default: the caller's clock.
     *
     * @return this builder
     */
    public JdbcStoreBuilder databaseTime() {
        this.databaseTime = true;
        return this;
    }

    /**
     * Sets the most bytes of one result or of one recovery point's value. What is larger is refused as
     * {@code TOO_LARGE} before anything is sent. MariaDB also needs a {@code max_allowed_packet} of about twice that.
     * Default: 4,000,000.
     *
     * @param bytes the most bytes; 1,000 to 100,000,000
     * @return this builder
     */
    public JdbcStoreBuilder largestValue(int bytes) {
        this.sizes = new SizeLimit(bytes);
        return this;
    }

    /**
     * Makes {@link #build()} create the tables, unless they are there, and refuse tables that cannot hold records, as
     * {@link JdbcStore#checkSchema} does. Default: nothing is done about them.
     *
     * @return this builder
     */
    public JdbcStoreBuilder creatingSchema() {
        this.schema = SchemaChoice.CREATED;
        return this;
    }

    /**
     * Makes {@link #build()} fail if the tables are not there with every column, or cannot hold records; see {@link
     * JdbcStore#checkSchema}. Default: nothing is done about them.
     *
     * @return this builder
     */
    public JdbcStoreBuilder checkingSchema() {
        this.schema = SchemaChoice.CHECKED;
        return this;
    }

    /**
     * Accepts a database that can lose or tear what it has committed when its process dies: H2 in a file, and tables of
     * PostgreSQL that are unlogged or temporary. A key may then execute again, or be replayed although its effect in
     * the same transaction is gone. Default: {@link #creatingSchema} and {@link #checkingSchema} refuse them; without a
     * check nothing is refused.
     *
     * @return this builder
     */
    public JdbcStoreBuilder acceptingLosses() {
        this.acceptingLosses = true;
        return this;
    }

    /**
     * Sets the clock by which a {@link JdbcOperation} knows that its deadline is over. Default: the system's; give the
     * engine's clock if that is another.
     *
     * @param clock the clock
     * @return this builder
     */
    public JdbcStoreBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** Sets the clock of timeouts. Default: {@code System::nanoTime}. */
    JdbcStoreBuilder ticker(LongSupplier ticker) {
        this.ticker = ticker;
        return this;
    }

    /**
     * {@return the store}
     *
     * @throws dev.semel.store.StoreException if the schema cannot be created, or is not there, and that was asked for
     */
    public JdbcStore build() {
        JdbcStore store = new JdbcStore(new JdbcStoreBuilder(this));
        switch (schema) {
            case ASSUMED -> {}
            case CHECKED -> store.checkSchema();
            case CREATED -> store.createSchema();
        }
        return store;
    }
}
