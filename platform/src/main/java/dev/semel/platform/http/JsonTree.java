// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads and makes the documents of the services. */
public final class JsonTree {

    /** A zip of the largest size, 50 MiB, is one text of 70 million characters; Jackson's own limit is 20 million. */
    private static final int MAX_TEXT = 80_000_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(MAX_TEXT).build())
            .build();

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
            JsonNode document = JsonMapper.builder(FACTORY).build().readTree(text);
            return document == null || document.isMissingNode() ? object() : document;
        } catch (IOException e) {
            throw new ServiceException(400, "SerializationException", "the body is no JSON document");
        }
    }
}
