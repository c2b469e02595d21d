// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Explains and repairs idempotency records. */
module dev.semel.operate {
    requires transitive dev.semel;
    requires static transitive org.jspecify;

    exports dev.semel.operate;
}
