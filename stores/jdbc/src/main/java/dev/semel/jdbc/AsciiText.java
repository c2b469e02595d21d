// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

/**
 * Texts in printable ASCII: whatever a database's character set, collation or treatment of zero characters is, every
 * text comes back as it was (S10).
 */
final class AsciiText {

    private AsciiText() {}

    /** {@return the text with every other character than printable ASCII, and every {@code %}, as {@code %hhhh}} */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7E || c == '%') {
                escaped.append('%').append(String.format("%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /**
     * {@return the text that was escaped}
     *
     * @throws IllegalArgumentException if it is not such a text
     */
    static String unescape(String escaped) {
        if (escaped.indexOf('%') < 0) {
            return escaped;
        }
        StringBuilder text = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c != '%') {
                text.append(c);
            } else if (i + 4 < escaped.length()) {
                text.append((char) Integer.parseInt(escaped, i + 1, i + 5, 16));
                i += 4;
            } else {
                throw new IllegalArgumentException("an escaped character is cut off");
            }
        }
        return text.toString();
    }
}
