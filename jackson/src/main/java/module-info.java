// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** JSON results, fingerprints and keys of annotated types, by Jackson's mapper. */
module dev.semel.jackson {
    requires transitive dev.semel;
    requires transitive dev.semel.json;
    requires transitive com.fasterxml.jackson.databind;
    requires static transitive org.jspecify;

    exports dev.semel.jackson;
}
