// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** JSON results, fingerprints and keys, by Jackson 2. */
@SuppressWarnings("module") // the modules of Semel that come later are not known here
module dev.semel.json {
    requires transitive dev.semel;
    requires com.fasterxml.jackson.core;
    requires transitive com.fasterxml.jackson.databind;
    requires static transitive org.jspecify;

    exports dev.semel.json;
    exports dev.semel.json.text to
            dev.semel.lambda;
}
