// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Answer of a handler. */
sealed interface HandlerAnswer {

    /** It returned, and had written this. */
    record Written(String document) implements HandlerAnswer {}

    /** It threw. */
    record Thrown(Exception exception) implements HandlerAnswer {}

    /** {@return the answer in the words of the table of answers} */
    default String told() {
        return switch (this) {
            case Thrown(RecordsNotCompletedException e) -> "fails, %d of %d".formatted(e.failed(), e.total());
            case Thrown(Exception e) -> "throws " + e.getClass().getSimpleName();
            case Written(String document) when document.isEmpty() -> "returns";
            case Written(String document) -> told(Json.tree(document), document);
        };
    }

    /** {@return the end of an event id of Kinesis, which a pipe names a record by} */
    private static String withoutShard(String id) {
        return id.substring(id.lastIndexOf(':') + 1);
    }

    private static String told(JsonNode root, String document) {
        if (root.has("batchItemFailures")) {
            List<String> names = new ArrayList<>();
            for (JsonNode failure : root.path("batchItemFailures")) {
                JsonNode id = failure.path("itemIdentifier");
                names.add(id.isObject() ? id.path("offset").asText() : withoutShard(id.asText()));
            }
            return names.isEmpty() ? "names none" : "names " + String.join(" ", names);
        }
        if (root.has("statusCode")) {
            String type = Json.tree(root.path("body").asText("{}")).path("type").asText("");
            return ("answers " + root.path("statusCode").asInt() + " " + type.substring(type.indexOf('#') + 1)).strip();
        }
        return "answers " + document;
    }

    default String document() {
        return switch (this) {
            case Written(String document) -> document;
            case Thrown(Exception e) -> throw new AssertionError("threw", e);
        };
    }

    default Exception exception() {
        return switch (this) {
            case Written(String document) -> throw new AssertionError("answered " + document);
            case Thrown(Exception e) -> e;
        };
    }
}
