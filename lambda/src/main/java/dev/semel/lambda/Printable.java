// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.PrintableText;

/**
 * Names of senders and users in messages, logs and metrics: printable ASCII of bounded length, so that none forges a
 * line.
 */
final class Printable {

    /** Amazon CloudWatch API Reference, "Dimension", has 1,024; older documents 255. */
    private static final int LONGEST_DIMENSION = 255;

    private Printable() {}

    /**
     * {@return {@code text} as the value of a CloudWatch dimension: printable ASCII, not blank, without a colon at its
     * beginning}
     */
    static String dimension(String text) {
        String shown = PrintableText.ascii(text, LONGEST_DIMENSION);
        if (shown.isBlank()) {
            return "?";
        }
        return shown.startsWith(":") ? "?" + shown.substring(1) : shown;
    }
}
