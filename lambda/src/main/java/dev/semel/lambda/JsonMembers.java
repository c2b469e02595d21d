// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object as pieces of its text, so that a value can be passed on as it was written: numbers,
 * escapes, order of members, white space and two members of one name included. Immutable.
 */
final class JsonMembers {

    private static final JsonFactory JSON = new JsonFactory();

    private final String text;
    private final Map<String, Piece> pieces;

    private JsonMembers(String text, Map<String, Piece> pieces) {
        this.text = text;
        this.pieces = pieces;
    }

    /**
     * A value in a text.
     *
     * @param start the index of its first character
     * @param end the index behind its last character
     * @param token the first token of it
     * @param string its characters if it is a string; else null
     */
    record Piece(
            int start, int end, JsonToken token, @Nullable String string) {

        /** {@return the text with a zero and spaces instead of this value, so that what follows keeps its place} */
        private String cutOutOf(String text) {
            StringBuilder rest = new StringBuilder(text);
            for (int i = start; i < end; i++) {
                if (rest.charAt(i) != '\n') {
                    rest.setCharAt(i, ' ');
                }
            }
            rest.setCharAt(start, '0');
            return rest.toString();
        }
    }

    /**
     * {@return the members of the object that {@code document} spells; none of any other value}
     *
     * @throws InvalidEventException if it is not one JSON document, or the object itself has two members of one name
     */
    static JsonMembers of(String event, String document) {
        String text = JsonPlace.withoutMark(document);
        return new JsonMembers(text, JsonPlace.parsed(event, () -> pieces(event, text)));
    }

    private static Map<String, Piece> pieces(String event, String text) throws IOException {
        Map<String, Piece> pieces = new HashMap<>();
        try (JsonParser parser = JSON.createParser(text)) {
            JsonToken root = parser.nextToken();
            if (root == JsonToken.START_OBJECT) {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    JsonLocation at = parser.currentLocation();
                    if (pieces.put(name, piece(parser)) != null) {
                        throw InvalidEventException.twoOfOneName(event, at.getLineNr(), at.getColumnNr());
                    }
                }
            } else {
                parser.skipChildren();
            }
            if (root != null && parser.nextToken() != null) {
                JsonLocation more = parser.currentTokenLocation();
                throw InvalidEventException.notJson(event, more.getLineNr(), more.getColumnNr());
            }
        }
        return pieces;
    }

    private static Piece piece(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
        String string = token == JsonToken.VALUE_STRING ? parser.getText() : null;
        parser.skipChildren();
        parser.finishToken();
        return new Piece(start, Math.toIntExact(parser.currentLocation().getCharOffset()), token, string);
    }

    boolean isThere(String name) {
        return pieces.containsKey(name);
    }

    boolean isObject(String name) {
        Piece piece = pieces.get(name);
        return piece != null && piece.token() == JsonToken.START_OBJECT;
    }

    boolean isNull(String name) {
        Piece piece = pieces.get(name);
        return piece != null && piece.token() == JsonToken.VALUE_NULL;
    }

    /** {@return the text of the whole object, without the value of a member} */
    String without(String name) {
        Piece piece = pieces.get(name);
        return piece == null ? text : piece.cutOutOf(text);
    }

    /** {@return the characters of a member that is a string; null of any other} */
    @Nullable
    String string(String name) {
        Piece piece = pieces.get(name);
        return piece == null ? null : piece.string();
    }

    /** {@return the text of a member, as it is written; null if there is none} */
    @Nullable
    String text(String name) {
        Piece piece = pieces.get(name);
        return piece == null ? null : text.substring(piece.start(), piece.end());
    }
}
