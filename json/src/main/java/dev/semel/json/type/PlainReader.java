// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A reader of the values of one type. Thread-safe. */
public interface PlainReader {

    /**
     * {@return the value at the parser's token, whose last token is then the parser's} Null if the JSON has null, or a
     * text that counts as null.
     *
     * @throws IOException if the JSON is of another type or malformed
     */
    @Nullable
    Object read(JsonParser parser) throws IOException;

    /** {@return the exception for a value that is not of the type} */
    static IOException unfit(JsonParser parser) {
        return new JsonParseException(parser, "not a value of the type");
    }
}
