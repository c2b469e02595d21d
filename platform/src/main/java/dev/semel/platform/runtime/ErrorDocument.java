// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A runtime's report of an error: the exception's class name and its message; either may be empty. */
record ErrorDocument(String type, String message) {

    /** Reads the body of a report; one that is no such document has type {@code fallback}. */
    static ErrorDocument parse(byte[] body, String fallback) {
        try {
            JsonNode document = new JsonMapper().readTree(body);
            return new ErrorDocument(
                    document.path("errorType").asText(fallback),
                    document.path("errorMessage").asText(""));
        } catch (IOException e) {
            return new ErrorDocument(fallback, "");
        }
    }

    byte[] toJson() {
        return new JsonMapper()
                .createObjectNode()
                .put("errorType", type)
                .put("errorMessage", message)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
