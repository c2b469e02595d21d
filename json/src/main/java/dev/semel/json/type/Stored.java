// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.semel.json.JsonException;
import dev.semel.json.text.StoredWriter;
import java.io.IOException;

/** The limits of stored JSON: what a codec writes, it reads. */
public final class Stored {

    private static final int MOST_DIGITS = StoredWriter.MOST_DIGITS;

    private static final long NO_LIMIT = -1;

    private Stored() {}

    /**
     * {@return limits that are at least as wide as those of writing} Only JSON that a codec wrote is read under them.
     *
     * @param given the limits of reading that the user has set
     * @param writing those of writing
     */
    public static StreamReadConstraints limits(StreamReadConstraints given, StreamWriteConstraints writing) {
        return given.rebuild()
                .maxDocumentLength(NO_LIMIT)
                .maxTokenCount(NO_LIMIT)
                .maxNestingDepth(Math.max(given.getMaxNestingDepth(), writing.getMaxNestingDepth()))
                .maxNumberLength(Math.max(given.getMaxNumberLength(), MOST_DIGITS))
                .maxNameLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .build();
    }

    /**
     * Refuses what Jackson writes and does not read: names of members with half of a surrogate pair, and numbers of too
     * many digits.
     */
    public static void requireReadable(byte[] json, JsonFactory factory) {
        if (!hasSurrogate(json) && json.length <= MOST_DIGITS) {
            return;
        }
        try (JsonParser parser = factory.createParser(json)) {
            while (parser.nextToken() != null) {
                parser.currentName();
                if (parser.currentToken().isNumeric() && parser.getTextLength() > MOST_DIGITS) {
                    requireReadable(parser.getText());
                }
            }
        } catch (StreamConstraintsException e) {
            throw tooLong();
        } catch (IOException e) {
            throw JsonException.refused("A map has a name with half of a surrogate pair, which cannot be read back", e);
        }
    }

    private static void requireReadable(String number) {
        if (number.chars().filter(Character::isDigit).count() > MOST_DIGITS) {
            throw tooLong();
        }
    }

    private static JsonException tooLong() {
        return JsonException.refused("A number has more than " + MOST_DIGITS + " digits, which cannot be read back");
    }

    /** {@return whether JSON has an escape of half a surrogate pair, at any place} */
    private static boolean hasSurrogate(byte[] json) {
        for (int i = 0; i + 2 < json.length; i++) {
            if (json[i] == '\\' && json[i + 1] == 'u' && (json[i + 2] == 'D' || json[i + 2] == 'd')) {
                return true;
            }
        }
        return false;
    }
}
