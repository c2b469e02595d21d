// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.semel.json.text.JsonTree;
import dev.semel.json.text.TreeFormat;
import dev.semel.lambda.InvalidEventException;
import java.io.IOException;
import java.io.InputStream;

/** Strict reading and writing of JSON documents: no repeated names, exact numbers, nothing after the document. */
final class StrictJson {

    private static final TreeFormat JSON = new TreeFormat();

    private StrictJson() {}

    static JsonTree read(String event, InputStream document) {
        try {
            return JSON.read(document);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : ": at line " + at.getLineNr() + ", column " + at.getColumnNr();
            String problem = e.getOriginalMessage().startsWith("Duplicate field")
                    ? " has two members of one name in an object" // the name is the sender's, and is not shown
                    : " is not one JSON document";
            throw InvalidEventException.of(
                    event + problem + where + ". Pass on the bytes of the invocation as they came");
        } catch (NumberFormatException e) { // of exponents with more digits than any number needs
            throw InvalidEventException.of(
                    event + ": the document has a number beyond all limits. Have the sender write it as a text");
        } catch (IOException e) {
            throw InvalidEventException.of(
                    event + " could not be read to its end. Let the invocation fail, so that it is delivered again");
        }
    }

    /** Reads a document of our own; the exception has no cause that could show it. */
    static JsonTree read(String document) {
        try {
            return JSON.read(document);
        } catch (IOException | NumberFormatException e) {
            throw new IllegalArgumentException("A stored response is not one JSON document");
        }
    }

    static String text(JsonTree document) {
        return JSON.text(document);
    }

    static byte[] bytes(JsonTree document) {
        return JSON.bytes(document);
    }
}
