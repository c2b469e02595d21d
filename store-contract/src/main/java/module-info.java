// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The contract of a store as JUnit tests. */
module dev.semel.contract {
    requires transitive dev.semel;
    requires transitive dev.semel.testkit;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;
    requires static transitive org.jspecify;

    exports dev.semel.contract;
}
