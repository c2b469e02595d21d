// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Guards of rows and HTTP receivers that refuse a stale fencing token. */
module dev.semel.fence {
    requires transitive java.sql;
    requires static transitive org.jspecify;

    exports dev.semel.fence;
}
