// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.util.Map;

/** A conditional update with the attribute names that its texts mention. Made once per store. */
record Statement(String update, String condition, Map<String, String> names) {

    static Statement of(Attributes attributes, String update, String condition) {
        return new Statement(update, condition, attributes.namesIn(update, condition));
    }
}
