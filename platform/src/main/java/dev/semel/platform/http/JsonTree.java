// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads and makes the documents of the services. */
public final class JsonTree {

    private JsonTree() {}

    /** {@return an empty document} */
    public static ObjectNode object() {
        return new JsonMapper().createObjectNode();
    }

    /**
     * Reads a document.
     *
     * @param text the document; an empty one is an empty object
     * @return the document
     * @throws ServiceException {@code SerializationException} (400) if it is none
     */
    public static JsonNode parse(byte[] text) {
        if (text.length == 0) {
            return object();
        }
        try {
            JsonNode document = new JsonMapper().readTree(text);
            return document == null || document.isMissingNode() ? object() : document;
        } catch (IOException e) {
            throw new ServiceException(400, "SerializationException", "the body is no JSON document");
        }
    }
}
