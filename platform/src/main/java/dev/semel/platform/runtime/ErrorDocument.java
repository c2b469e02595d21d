// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The error report of a runtime.
 *
 * @param type the exception's class name, or empty
 * @param message the exception's message, or empty
 */
record ErrorDocument(String type, String message) {

    /** {@return the report in a request body; its type is {@code fallback} if the body is no such document} */
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
