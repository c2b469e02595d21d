// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One entry of a notification's {@code Records}, not yet validated. Unknown fields are ignored, as S3 asks for. */
record S3Record(String event, String path, JsonNode node) {

    private static final String AS_IT_CAME = "Pass on the document as S3 sent it";

    S3Object object() {
        requireS3();
        String eventName = text("eventName");
        JsonNode object = node.path("s3").path("object");
        if (absent(object.path("sequencer"))) {
            throw MissingSequencerException.of(path + ".s3.object.sequencer", eventName);
        }
        return new S3Object(
                eventName,
                eventTime(),
                text("s3", "bucket", "name"),
                key(),
                optionalText("s3", "object", "versionId"),
                text("s3", "object", "sequencer"),
                optionalText("s3", "object", "eTag"),
                size());
    }

    private void requireS3() {
        if (!text("eventSource").equals("aws:s3")) {
            throw invalid(
                    "eventSource", "is not aws:s3", "Give each event source a function, or a handler, of its own");
        }
        if (!text("eventVersion").startsWith("2.")) {
            throw invalid(
                    "eventVersion",
                    "is not of version 2, the only one known here",
                    "Update Semel: another major version has other fields");
        }
    }

    private Instant eventTime() {
        try {
            return Instant.parse(text("eventTime"));
        } catch (DateTimeException e) {
            throw invalid("eventTime", "is not a moment in ISO-8601", AS_IT_CAME);
        }
    }

    private String key() {
        String decoded = UrlEncoding.decode(text("s3", "object", "key"));
        if (decoded == null) {
            throw invalid("s3.object.key", "is not URL-encoded UTF-8", AS_IT_CAME + ", with the key still encoded");
        }
        return decoded;
    }

    private @Nullable Long size() {
        JsonNode size = node.path("s3").path("object").path("size");
        if (absent(size)) {
            return null;
        }
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
            throw invalid("s3.object.size", "is not a number of bytes", AS_IT_CAME);
        }
        return size.longValue();
    }

    private String text(String... names) {
        String text = optionalText(names);
        if (text == null) {
            throw invalid(String.join(".", names), "is missing or empty", AS_IT_CAME);
        }
        return text;
    }

    private @Nullable String optionalText(String... names) {
        JsonNode found = node;
        for (String name : names) {
            found = found.path(name);
        }
        if (absent(found)) {
            return null;
        }
        if (!found.isTextual()) {
            throw invalid(String.join(".", names), "is not a text", AS_IT_CAME);
        }
        return found.textValue();
    }

    /** Some senders write an empty text or null for what is not there; S3 has neither empty versions nor empty tags. */
    private static boolean absent(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isEmpty());
    }

    private InvalidEventException invalid(String field, String problem, String remedy) {
        return InvalidEventException.at(event, path + "." + field, problem, remedy);
    }
}
