// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The fields of an address or a form, decoded and bounded. A field that comes twice is refused: two readers could read
 * two values.
 */
final class ConsoleRequest {

    private static final int MOST_FIELDS = 40;

    private final Map<String, String> fields;

    private ConsoleRequest(Map<String, String> fields) {
        this.fields = fields;
    }

    /**
     * {@return the fields of a text}
     *
     * @param encoded the query of an address, or the body of a form
     * @throws ConsoleRefusal if it is malformed
     */
    static ConsoleRequest of(String encoded) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : encoded.isEmpty() ? new String[0] : encoded.split("&", MOST_FIELDS + 1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (fields.put(name, value) != null || fields.size() > MOST_FIELDS) {
                throw malformed();
            }
        }
        return new ConsoleRequest(fields);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static ConsoleRefusal malformed() {
        return new ConsoleRefusal(400, "The address or the form is malformed.");
    }

    /** {@return the value of a field, without spaces around it; empty text if the field is not there} */
    String field(String name) {
        return exact(name).strip();
    }

    /** {@return the value of a field as it came; empty text if the field is not there} */
    String exact(String name) {
        return fields.getOrDefault(name, "");
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** {@return the value of a field as a number that is not negative} */
    long number(String name) {
        String text = field(name);
        if (text.isEmpty()) {
            return 0;
        }
        if (text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw malformed();
        }
        return Long.parseLong(text);
    }
}
