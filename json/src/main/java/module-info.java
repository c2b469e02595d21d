// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** JSON results, fingerprints and keys of plain types, read by Jackson's streaming part. */
@SuppressWarnings("module") // the modules of Semel that come later are not known here
module dev.semel.json {
    requires transitive dev.semel;
    requires transitive com.fasterxml.jackson.core;
    requires static transitive org.jspecify;

    exports dev.semel.json;
    exports dev.semel.json.text to
            dev.semel.jackson,
            dev.semel.lambda;
    exports dev.semel.json.type to
            dev.semel.jackson;
}
