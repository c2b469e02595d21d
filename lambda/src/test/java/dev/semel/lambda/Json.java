// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;

/** Edits samples as texts. */
final class Json {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** {@return a text as a JSON string} */
    static String quoted(String text) {
        return new TextNode(text).toString();
    }

    /** {@return a document as a tree} */
    static JsonNode tree(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** {@return a document with one piece of its text replaced} */
    static String with(String document, String piece, String replacement) {
        if (!document.contains(piece)) {
            throw new IllegalArgumentException("no such piece: " + piece);
        }
        return document.replace(piece, replacement);
    }
}
