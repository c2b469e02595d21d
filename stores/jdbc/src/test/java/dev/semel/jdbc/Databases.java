// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the databases of this JVM: each is started when a test first asks, and stopped after the last test. */
final class Databases implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Started.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Databases.class))
                .computeIfAbsent(Started.class, unused -> new Started(), Started.class);
    }

    /** The kinds of databases that the build runs. */
    enum Kind {
        POSTGRESQL,
        MARIADB,
        SQLITE,
        H2
    }

    /** The databases that have been started. Thread-safe. */
    static final class Started implements AutoCloseable {

        private final Map<Kind, TestDatabase> running = new EnumMap<>(Kind.class);

        synchronized TestDatabase of(Kind kind) {
            return running.computeIfAbsent(kind, Started::start);
        }

        private static TestDatabase start(Kind kind) {
            try {
                return switch (kind) {
                    case POSTGRESQL -> new LocalPostgres();
                    case MARIADB -> new LocalMariaDb();
                    case SQLITE -> new LocalSqlite();
                    case H2 -> new LocalH2();
                };
            } catch (Exception e) {
                throw new IllegalStateException("The server for " + kind + " does not start", e);
            }
        }

        /** {@return a store whose table is created unless it is there} */
        JdbcStore store(Kind kind, String table) {
            TestDatabase database = of(kind);
            return JdbcStore.builder(database.dataSource(), database.dialect())
                    .table(table)
                    .creatingSchema()
                    .build();
        }

        @Override
        public synchronized void close() throws IOException, SQLException {
            for (TestDatabase database : running.values()) {
                database.close();
            }
        }
    }
}
