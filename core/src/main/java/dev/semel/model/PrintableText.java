// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import org.jspecify.annotations.Nullable;

/**
 * Texts of users and senders in messages and logs: bounded, and without characters that could forge a line or steer a
 * terminal.
 */
public final class PrintableText {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TYPE = 200;

    /** Longer than what is shown of any event with the ids and ARNs that sources give. */
    private static final int LONGEST_SHOWN = 400;

    private PrintableText() {}

    /**
     * {@return a name, such as that of an operation, in at most 100 characters, with everything but printable ASCII
     * shown as {@code ?}}
     *
     * @param name the name
     */
    public static String name(String name) {
        return ascii(name, LONGEST_NAME);
    }

    /**
     * {@return the class of a value that must not be shown, such as a result or an exception with a message of the
     * user's}
     *
     * @param value the value
     */
    public static String type(@Nullable Object value) {
        return value == null ? "null" : line(value.getClass().getName(), LONGEST_TYPE);
    }

    /**
     * {@return a text as a part of one line: letters of every script stay; control and format characters, separators of
     * lines and paragraphs, and unpaired surrogates become {@code ?}}
     *
     * @param text the text
     * @param longest the most characters; a longer text is cut and ends in {@code ...}
     */
    public static String line(String text, int longest) {
        String cut = cut(text, longest);
        StringBuilder shown = new StringBuilder(cut.length());
        cut.codePoints().forEach(codePoint -> shown.appendCodePoint(isPrintable(codePoint) ? codePoint : '?'));
        return shown.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /**
     * {@return the shown form of a value with names in it, such as an event: at most 400 characters of printable ASCII}
     *
     * @param text the text
     */
    public static String shown(String text) {
        return ascii(text, LONGEST_SHOWN);
    }

    /**
     * {@return a text in printable ASCII, with everything else shown as {@code ?}}
     *
     * @param text the text
     * @param longest the most characters; a longer text is cut and ends in {@code ...}
     */
    public static String ascii(String text, int longest) {
        String cut = cut(text, longest);
        StringBuilder shown = new StringBuilder(cut.length());
        cut.chars().forEach(c -> shown.append(c >= 0x20 && c <= 0x7E ? (char) c : '?'));
        return shown.toString();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }
}
