// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Outcome;
import org.jspecify.annotations.Nullable;

/** Why a delivery was a duplicate, as far as its source tells. */
public enum DuplicateCause {

    /** The source says that it delivered this before: a receive count above 1. */
    REDELIVERED,

    /** The caller says that it tries again: a retry count above 0. */
    RETRIED,

    /** The event comes from an archive: it has a {@code replay-name}. */
    REPLAYED,

    /** Another attempt was in progress. */
    CONCURRENT,

    /** The same key was twice in the batch. */
    SAME_BATCH,

    /** The source does not tell, as when a producer sent twice. */
    NOT_TOLD;

    /**
     * Returns the cause.
     *
     * @param outcome of a duplicate
     * @param delivery what was delivered, as its source's type
     * @return null if the outcome is not that of a duplicate
     */
    static @Nullable DuplicateCause of(Outcome<?> outcome, Object delivery) {
        return switch (outcome) {
            case Outcome.InProgress<?> held -> CONCURRENT;
            case Outcome.Replayed<?> replayed -> of(delivery);
            case Outcome.ResultUnavailable<?> replayed -> of(delivery);
            case Outcome.FinallyFailed<?> failed -> failed.replayed() ? of(delivery) : null;
            default -> null;
        };
    }

    private static DuplicateCause of(Object delivery) {
        return switch (delivery) {
            case SqsMessage message when message.receiveCount() != null && message.receiveCount() > 1 -> REDELIVERED;
            case EventBridgeEvent event when event.replayName() != null -> REPLAYED;
            case StepFunctionsTask task when task.retryCount() != null && task.retryCount() > 0 -> RETRIED;
            case DeliveredItem.Readable<?> item -> of(item.record());
            default -> NOT_TOLD;
        };
    }
}
