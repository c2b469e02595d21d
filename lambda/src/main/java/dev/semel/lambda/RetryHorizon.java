// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.model.PrintableText;
import java.time.Duration;
import java.util.Objects;

/**
 * Latest redelivery of an event by its source, with the document that states it. An operation whose dedupe window is
 * shorter may execute such a delivery a second time.
 *
 * @param source the source's name in messages
 * @param longest the time from the first delivery to the last one; positive
 * @param document the title of the document that states it
 */
public record RetryHorizon(String source, Duration longest, String document) {

    /** Validates every part. */
    public RetryHorizon {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(document, "document");
        if (!longest.isPositive()) {
            throw new IllegalArgumentException("longest must be positive, is " + longest);
        }
    }

    /**
     * {@return the horizon of asynchronous invocations with the default maximum event age: an error gets two more tries
     * within minutes, but a throttled event stays in the queue for up to 6 hours} A second delivery caused by the
     * eventually consistent queue has no documented bound; it is assumed to fall inside the event's age.
     */
    public static RetryHorizon asynchronousInvocation() {
        return new RetryHorizon(
                "Lambda asynchronous invocation",
                Duration.ofHours(6),
                "AWS Lambda Developer Guide, \"How Lambda handles errors and retries with asynchronous invocation\"");
    }

    /**
     * {@return the horizon of an event that passes through two sources, one after the other, each with retries of its
     * own: the sum}
     *
     * @param next the horizon of the source that follows
     */
    public RetryHorizon followedBy(RetryHorizon next) {
        return new RetryHorizon(
                source + ", then " + next.source, longest.plus(next.longest), document + "; " + next.document);
    }

    /**
     * {@return whether every delivery within the horizon finds a result that is kept for {@code dedupeWindow}}
     *
     * @param dedupeWindow the dedupe window of an operation
     */
    public boolean isCoveredBy(Duration dedupeWindow) {
        return dedupeWindow.compareTo(longest) >= 0;
    }

    @Override
    public String toString() {
        return PrintableText.shown("RetryHorizon[" + source + ": " + longest + ", " + document + "]");
    }
}
