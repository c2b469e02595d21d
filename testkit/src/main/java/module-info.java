// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** A manual clock, fault injection, recorded store calls and random histories, for tests. */
module dev.semel.testkit {
    requires transitive dev.semel;
    requires static transitive org.jspecify;

    exports dev.semel.testkit;
}
