// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The JDBC store, and operations in one transaction with their effects. */
module dev.semel.jdbc {
    requires transitive dev.semel;
    requires transitive java.sql;
    requires static transitive org.jspecify;

    exports dev.semel.jdbc;
}
