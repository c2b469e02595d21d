// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.maven;

import java.util.ArrayList;
import java.util.List;

/** Command line that is given as one text, as in {@code -Dsemel.args="prove --rule 'oneKey:charge'"}. */
final class Words {

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;

    private Words() {}

    /**
     * Splits a text at white space outside quotes; quotes, single or double, are left out and nothing is an escape.
     *
     * @throws IllegalArgumentException when a quote is not closed
     */
    static List<String> of(String text) {
        Words words = new Words();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                words.begun = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                words.end();
            } else {
                words.add(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote is not closed: " + quote);
        }
        words.end();
        return List.copyOf(words.words);
    }

    private void add(char c) {
        begun = true;
        word.append(c);
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }
}
