// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading of what on-failure destinations and dead-letter queues deliver, in whatever envelope. */
final class FailedEvents {

    /** AWS Lambda Developer Guide, "Adding a dead-letter queue": the attribute that no other message has to have. */
    static final String REQUEST_ID = "RequestID";

    private FailedEvents() {}

    /** {@return the document inside an SNS notification or an EventBridge event; any other document as it is} */
    static JsonPlace opened(JsonPlace root) {
        if ("Notification".equals(root.at("Type").metadata(JsonPlace::text))
                && root.at("Message").node().isTextual()) {
            return root.at("Message").with(root.at("Message").text());
        }
        boolean isOfBus =
                root.node().has("detail-type") && root.at("detail").node().isObject();
        return isOfBus ? root.at("detail") : root;
    }

    static FailedInvocation invocation(String event, String body, Map<String, MessageAttribute> attributes) {
        JsonPlace root = JsonPlace.read(event, body);
        return attributes.containsKey(REQUEST_ID)
                ? FailedInvocation.ofDeadLetter(root, attributes)
                : FailedInvocation.ofEnvelope(opened(root));
    }

    static FailedBatch batch(String event, String body) {
        return FailedBatch.of(opened(JsonPlace.read(event, body)));
    }

    static long count(JsonPlace place) {
        return place.number("a number");
    }

    static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null; // metadata: whether work is done must not depend on it
        }
    }

    static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** {@return a number of any length, written as one or as a text} */
    static String digits(JsonPlace place, String what) {
        return place.node().isIntegralNumber() && place.node().bigIntegerValue().signum() >= 0
                ? place.node().bigIntegerValue().toString()
                : place.digits(what);
    }
}
