// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.prove;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An event of the command line.
 *
 * @param subject the name that effects use
 * @param json the content of its file
 */
record EventFile(String subject, String json) {

    /**
     * Reads an event.
     *
     * @param option {@code SUBJECT=FILE}, cut at its first {@code =}
     * @throws IllegalArgumentException if the option has another form, or the file is not readable text; the message names the remedy
     */
    static EventFile read(String option) {
        int equals = option.indexOf('=');
        if (equals < 1 || equals == option.length() - 1) {
            throw new IllegalArgumentException("--event: '" + option
                    + "' is not SUBJECT=FILE: give the subject of the event and its file, as in order-42=event.json");
        }
        return new EventFile(option.substring(0, equals), text(Path.of(option.substring(equals + 1))));
    }

    private static String text(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("--event: " + file + " is a folder: name the event's file in it");
        }
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("--event: " + file
                    + " cannot be read: name an existing file that you may read; the text before the first '=' is"
                    + " the subject");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "--event: " + file + " is not UTF-8: store the event in it as JSON in UTF-8, without compression",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("--event: " + file + " cannot be read: " + e, e);
        }
    }
}
