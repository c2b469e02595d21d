// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.store.RepairStore;
import java.time.Duration;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The options that name the store. */
final class StoreOptions {

    static final String VARIABLE = "SEMEL_STORE";

    @Option(
            names = "--store",
            paramLabel = "URI",
            description = "The store: dynamodb:TABLE[?region=R&endpoint=URL&sort=ATTRIBUTE:VALUE], jdbc:..., or "
                    + "redis://HOST[:PORT][/DB] (default: the variable " + VARIABLE + ").")
    private String uri = "";

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = "The table of a JDBC store (default: ${DEFAULT-VALUE}).")
    private String table = "semel_record";

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            description = "The prefix of a Redis store (default: ${DEFAULT-VALUE}).")
    private String prefix = "semel:";

    @Option(names = "--store-user", paramLabel = "NAME", description = "The user of a JDBC or Redis store.")
    private String user = "";

    @Option(
            names = "--store-password",
            paramLabel = "env:NAME|file:PATH",
            description = "Where the password of a JDBC or Redis store is. Never the password itself.")
    private String password = "";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "The time that one call of the store may take (default: ${DEFAULT-VALUE}).")
    private int timeout = 10;

    Duration timeout() {
        if (timeout < 1 || timeout > 300) {
            throw new RefusedException("--timeout must be 1 to 300, is " + timeout);
        }
        return Duration.ofSeconds(timeout);
    }

    /** {@return the name of the store for people: the URI without what comes after its place} */
    String shown(CommandContext context) {
        return named(context).split("[?;]", 2)[0];
    }

    private String named(CommandContext context) {
        return uri.isEmpty() ? context.variable(VARIABLE).orElse("") : uri;
    }

    /** {@return the store; closing it closes the client} */
    OpenedStore open(CommandContext context) {
        String named = named(context);
        String secret = password.isEmpty() ? "" : new Secrets(context).text("--store-password", password);
        if (named.startsWith("dynamodb:")) {
            return DynamoDbUri.parse(named).open(context);
        }
        if (named.startsWith("jdbc:")) {
            return refusing("--table: ", () -> JdbcUri.open(named, table, user, secret));
        }
        if (named.startsWith("redis:") || named.startsWith("rediss:")) {
            return refusing("--prefix: ", () -> RedisUri.open(named, prefix, user, secret));
        }
        throw new RefusedException(
                named.isEmpty()
                        ? "no store is named; give --store, or set " + VARIABLE
                        : "--store must begin with dynamodb:, jdbc:, redis: or rediss:");
    }

    /** The builders of stores refuse names that cannot be. */
    private static OpenedStore refusing(String option, Supplier<OpenedStore> store) {
        try {
            return store.get();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(option + e.getMessage());
        }
    }

    /** An open store. */
    static final class OpenedStore implements AutoCloseable {

        private final RepairStore store;
        private final AutoCloseable client;

        /**
         * Makes an open store.
         *
         * @param store the store
         * @param client the client that it uses
         */
        OpenedStore(RepairStore store, AutoCloseable client) {
            this.store = store;
            this.client = client;
        }

        RepairStore store() {
            return store;
        }

        @Override
        public void close() {
            try {
                client.close();
            } catch (Exception e) {
                throw new IllegalStateException("The client of " + store.name() + " cannot be closed", e);
            }
        }
    }
}
