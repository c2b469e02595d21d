// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.Outcome;
import org.jspecify.annotations.Nullable;

/** Cause of a duplicate, as far as the source gives one. */
public enum DuplicateCause {

    /** The source delivered this before: it has a receive count above 1, or is marked as redelivered. */
    REDELIVERED,

    /** The caller tries again: it has a retry count above 0. */
    RETRIED,

    /** The event comes from an archive: it has a {@code replay-name}. */
    REPLAYED,

    /** Another attempt was in progress. */
    CONCURRENT,

    /** The same key was twice in the batch. */
    SAME_BATCH,

    /** The source gives no reason, for example when a producer sent twice. */
    UNKNOWN;

    /**
     * Returns the cause.
     *
     * @param outcome the outcome of a call
     * @param delivery the delivered event, in its source's type
     * @return null if the outcome is not that of a duplicate
     */
    static @Nullable DuplicateCause of(Outcome<?> outcome, Object delivery) {
        return switch (outcome) {
            case Outcome.InProgress<?> held -> CONCURRENT;
            case Outcome.Replayed<?> replayed -> of(delivery);
            case Outcome.ResultUnavailable<?> replayed -> of(delivery);
            case Outcome.FinallyFailed<?> failed -> failed.replayed() ? of(delivery) : null;
            case Outcome.Executed<?> done -> null;
            case Outcome.Bypassed<?> done -> null;
            case Outcome.NotRecorded<?> open -> null;
            case Outcome.Mismatch<?> open -> null;
            case Outcome.Unverifiable<?> open -> null;
            case Outcome.Quarantined<?> open -> null;
            case Outcome.ClaimLost<?> open -> null;
        };
    }

    /** {@return whether the source says that it delivers this event again} */
    static boolean isDeliveredAgain(Object delivery) {
        return of(delivery) != UNKNOWN;
    }

    private static DuplicateCause of(Object delivery) {
        return switch (delivery) {
            case SqsMessage message when message.receiveCount() != null && message.receiveCount() > 1 -> REDELIVERED;
            case ActiveMqMessage message when message.redelivered() -> REDELIVERED;
            case RabbitMqMessage message when message.redelivered() -> REDELIVERED;
            case EventBridgeEvent event when event.replayName() != null -> REPLAYED;
            case StepFunctionsTask task when task.retryCount() != null && task.retryCount() > 0 -> RETRIED;
            case DeliveredItem.Readable<?> item -> of(item.record());
            default -> UNKNOWN;
        };
    }
}
