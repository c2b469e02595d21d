// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** JSON results, fingerprints and keys, by Jackson 2. */
module dev.semel.json {
    requires transitive dev.semel;
    requires com.fasterxml.jackson.core;
    requires transitive com.fasterxml.jackson.databind;
    requires static transitive org.jspecify;

    exports dev.semel.json;
}
