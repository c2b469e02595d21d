// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.time.Duration;
import java.util.Objects;

/**
 * How late a source may deliver an event again, as its documentation says. An operation whose dedupe window is shorter
 * may execute such a delivery a second time.
 *
 * @param source names the source, for messages
 * @param longest how long after the first delivery the last one may come; positive
 * @param document the title of the document that says so
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
     * Returns the horizon of asynchronous invocations with the default maximum event age: an error gets two more tries
     * within minutes, but a throttled event stays in the queue for up to 6 hours. What is delivered a second time because
     * the queue is eventually consistent has no documented bound of its own, and is taken to fall inside the event's age.
     */
    public static RetryHorizon asynchronousInvocation() {
        return new RetryHorizon(
                "Lambda asynchronous invocation",
                Duration.ofHours(6),
                "AWS Lambda Developer Guide, \"How Lambda handles errors and retries with asynchronous invocation\"");
    }

    /**
     * Returns the horizon of what passes through two sources, one after the other, each with retries of its own: the sum.
     *
     * @param next the source that gets what this one delivers
     */
    public RetryHorizon followedBy(RetryHorizon next) {
        return new RetryHorizon(
                source + ", then " + next.source, longest.plus(next.longest), document + "; " + next.document);
    }

    /** Returns whether every delivery within the horizon finds a result that is kept for {@code dedupeWindow}. */
    public boolean isCoveredBy(Duration dedupeWindow) {
        return dedupeWindow.compareTo(longest) >= 0;
    }
}
