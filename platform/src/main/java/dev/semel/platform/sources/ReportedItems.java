// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Rules by which Lambda reads a partial batch response ("Implementing partial batch responses"). */
final class ReportedItems {

    private ReportedItems() {}

    /**
     * Finds the failed records.
     *
     * @param response the function's response
     * @param sent the identifiers of the records
     * @return identifiers: none for an empty response or list; all for a response that is no document, or names an
     *     empty or unknown identifier
     */
    static Set<String> failed(byte[] response, Set<String> sent) {
        JsonNode document;
        try {
            document = new JsonMapper().readTree(response);
        } catch (IOException e) {
            return sent;
        }
        JsonNode failures = document == null ? null : document.get("batchItemFailures");
        if (failures == null || failures.isNull()) {
            return Set.of();
        }
        if (!failures.isArray()) {
            return sent;
        }
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : failures) {
            String id = failure.path("itemIdentifier").asText("");
            if (!sent.contains(id)) {
                return sent;
            }
            failed.add(id);
        }
        return failed;
    }
}
