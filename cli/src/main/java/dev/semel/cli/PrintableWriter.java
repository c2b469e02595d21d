// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Text for a person. Keys, names and messages of servers come from others: what could steer a terminal, or turn the
 * direction of the text, is shown as a question mark. Line ends and tabs stay.
 */
final class PrintableWriter extends FilterWriter {

    PrintableWriter(Writer out) {
        super(out);
    }

    private static char shown(int character) {
        boolean stays = character == '\n' || character == '\r' || character == '\t';
        boolean steers = Character.isISOControl(character) || Character.getType(character) == Character.FORMAT;
        return steers && !stays ? '?' : (char) character;
    }

    @Override
    public void write(int character) throws IOException {
        out.write(shown(character));
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        char[] shown = new char[length];
        for (int i = 0; i < length; i++) {
            shown[i] = shown(characters[offset + i]);
        }
        out.write(shown, 0, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        write(text.toCharArray(), offset, length);
    }
}
