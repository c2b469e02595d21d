// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Part of a template, with places of the form {@code {{name}}} that values are put into. */
final class Fragment {

    private Fragment() {}

    /** {@return the text of a resource beside this class, its places filled} */
    static String read(String name, Map<String, String> values) {
        try (InputStream file = Fragment.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the program lacks its file " + name);
            }
            return filled(new String(file.readAllBytes(), StandardCharsets.UTF_8), values);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    private static String filled(String text, Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        int left = filled.indexOf("{{");
        if (left >= 0) {
            throw new IllegalStateException("no value for " + filled.substring(left, filled.indexOf("}}") + 2));
        }
        return filled;
    }
}
