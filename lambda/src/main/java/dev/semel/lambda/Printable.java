// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

/**
 * Names of senders and users in messages, logs and metrics: printable ASCII of bounded length, so that none forges a
 * line.
 */
final class Printable {

    /** Longer than what is shown of any event with the ids and ARNs that sources give. */
    private static final int LONGEST = 400;

    /** Amazon CloudWatch API Reference, "Dimension", has 1,024; older documents 255. */
    private static final int LONGEST_DIMENSION = 255;

    private Printable() {}

    /** {@return {@code text} with everything except printable ASCII as {@code ?}, cut to 400 characters} */
    static String of(String text) {
        return printable(text, LONGEST);
    }

    /**
     * {@return {@code text} as the value of a CloudWatch dimension: printable ASCII, not blank, without a colon at its
     * beginning}
     */
    static String dimension(String text) {
        String shown = printable(text, LONGEST_DIMENSION);
        if (shown.isBlank()) {
            return "?";
        }
        return shown.startsWith(":") ? "?" + shown.substring(1) : shown;
    }

    /** {@return {@code text} as one line of a log: every control character as {@code ?}} */
    static String line(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.chars().forEach(c -> shown.append(Character.isISOControl(c) ? '?' : (char) c));
        return shown.toString();
    }

    private static String printable(String text, int longest) {
        String cut = text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
        StringBuilder shown = new StringBuilder(cut.length());
        cut.chars().forEach(c -> shown.append(c >= 0x20 && c <= 0x7E ? (char) c : '?'));
        return shown.toString();
    }
}
