// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reading of what on-failure destinations and dead-letter queues deliver, in whatever envelope. */
final class FailedEvents {

    /** AWS Lambda Developer Guide, "Adding a dead-letter queue": the attribute that no other message has to have. */
    static final String REQUEST_ID = "RequestID";

    /** Metadata of the same document. */
    static final String ERROR_CODE = "ErrorCode";

    static final String ERROR_MESSAGE = "ErrorMessage";

    private FailedEvents() {}

    /** {@return whether a document is an SNS notification, as a queue without raw message delivery gets it} */
    private static boolean isNotification(JsonPlace root) {
        return "Notification".equals(root.at("Type").metadata(JsonPlace::text))
                && root.at("Message").node().isTextual();
    }

    /** {@return the failed invocation in a document, in whatever envelope} */
    static FailedInvocation invocation(JsonPlace root) {
        if (!isDeadLetter(root)) {
            return FailedInvocation.ofEnvelope(opened(root));
        }
        Map<String, MessageAttribute> attributes = new HashMap<>();
        attributes.put(REQUEST_ID, MessageAttribute.ofSns(root.at("MessageAttributes", REQUEST_ID)));
        for (String name : List.of(ERROR_CODE, ERROR_MESSAGE)) {
            MessageAttribute attribute = root.at("MessageAttributes", name).metadata(MessageAttribute::ofSns);
            if (attribute != null) {
                attributes.put(name, attribute);
            }
        }
        return FailedInvocation.ofDeadLetter(opened(root), attributes);
    }

    /** {@return whether a document is what a dead-letter topic got: the original event, with attributes beside it} */
    static boolean isDeadLetter(JsonPlace root) {
        return isNotification(root) && !root.at("MessageAttributes", REQUEST_ID).isAbsent();
    }

    /** {@return the document inside an SNS notification or an EventBridge event; any other document as it is} */
    static JsonPlace opened(JsonPlace root) {
        if (isNotification(root)) {
            return root.at("Message").with(root.at("Message").text());
        }
        boolean isOfBus =
                root.node().has("detail-type") && root.at("detail").node().isObject();
        return isOfBus ? root.at("detail") : root;
    }

    static FailedInvocation invocation(String event, String body, Map<String, MessageAttribute> attributes) {
        JsonPlace root = JsonPlace.read(event, body);
        return attributes.containsKey(REQUEST_ID) ? FailedInvocation.ofDeadLetter(root, attributes) : invocation(root);
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
