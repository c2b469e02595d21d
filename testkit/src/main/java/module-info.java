// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** A manual clock, counted claim ids, recorded store calls, injected faults and crashes, for tests. */
module dev.semel.testkit {
    requires transitive dev.semel;
    requires static transitive org.jspecify;

    exports dev.semel.testkit;
}
