// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Shows and repairs idempotency records in a browser, on loopback. */
module dev.semel.console {
    requires jdk.httpserver;
    requires transitive dev.semel;
    requires transitive dev.semel.operate;
    requires static transitive org.jspecify;

    exports dev.semel.console;
}
