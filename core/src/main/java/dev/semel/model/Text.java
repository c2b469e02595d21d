// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

/** Checks of the texts that names and keys are made of. */
public final class Text {

    private Text() {}

    /** {@return {@code text} in at most 40 printable ASCII characters} */
    static String brief(String text) {
        return PrintableText.ascii(text, 40);
    }

    /**
     * {@return {@code text}, or refuses it when it is empty, or has unpaired surrogates and so no exact encoding}
     *
     * @param text the text
     * @param argument its name in the message
     * @throws IllegalArgumentException if it is refused; the message never shows it
     */
    public static String requireFilled(String text, String argument) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(PrintableText.name(argument) + " is empty");
        }
        return requireEncodable(text, argument);
    }

    /**
     * {@return {@code text}, or refuses it when it has unpaired surrogates: every encoder would replace them alike, and
     * two keys would become one}
     *
     * @param text the text
     * @param argument its name in the message
     * @throws IllegalArgumentException if it is refused; the message never shows it
     */
    public static String requireEncodable(String text, String argument) {
        int i = 0;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i); // an unpaired surrogate stands for itself
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw new IllegalArgumentException(PrintableText.name(argument) + " has an unpaired surrogate at index "
                        + i + ", which has no exact UTF-8 encoding");
            }
            i += Character.charCount(codePoint);
        }
        return text;
    }
}
