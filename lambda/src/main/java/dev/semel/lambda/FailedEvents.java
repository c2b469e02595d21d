// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.math.BigInteger;
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

    /** {@return the failed invocation in a document, in whatever envelopes} */
    static FailedInvocation invocation(String event, String document, Map<String, MessageAttribute> attributes) {
        return FailedInvocation.of(
                attributes.containsKey(REQUEST_ID)
                        ? OpenedEvent.ofDeadLetter(event, document, attributes)
                        : OpenedEvent.of(event, document));
    }

    static FailedBatch batch(String event, String document) {
        return FailedBatch.of(OpenedEvent.of(event, document));
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
        BigInteger whole = place.node().whole();
        return whole != null && whole.signum() >= 0 ? whole.toString() : place.digits(what);
    }
}
