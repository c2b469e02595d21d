// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.BatchResult;
import dev.semel.InvalidKeyException;
import dev.semel.InvalidPayloadException;
import dev.semel.MissingKeyPartException;
import dev.semel.Outcome;
import dev.semel.SemelException;
import dev.semel.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/** Results of an operation that no redelivery changes. */
final class Unhealable {

    private Unhealable() {}

    /** {@return the reason; null if a redelivery may complete the item} */
    static @Nullable PoisonReason reason(String operation, BatchResult<?> result) {
        return switch (result) {
            case BatchResult.NotTried<?> not -> null;
            case BatchResult.Answered<?> answered -> reason(answered.outcome());
            case BatchResult.Failed<?> failed -> reason(operation, failed.exception());
        };
    }

    private static @Nullable PoisonReason reason(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Mismatch<?> open -> PoisonReason.MISMATCH;
            case Outcome.Unverifiable<?> open -> PoisonReason.UNVERIFIABLE;
            case Outcome.Executed<?> done -> null;
            case Outcome.Replayed<?> done -> null;
            case Outcome.Bypassed<?> done -> null;
            case Outcome.FinallyFailed<?> done -> null; // has a policy of its own
            case Outcome.ResultUnavailable<?> done -> null;
            case Outcome.NotRecorded<?> open -> null;
            case Outcome.InProgress<?> open -> null;
            case Outcome.Quarantined<?> open -> null; // completes once the key is resolved
            case Outcome.ClaimLost<?> open -> null;
        };
    }

    /** The body may throw such exceptions too, of another operation inside it. */
    private static @Nullable PoisonReason reason(String operation, Exception exception) {
        if (!(exception instanceof SemelException own) || !own.operation().equals(operation)) {
            return null;
        }
        if (own instanceof UnreadableRecordException) {
            return PoisonReason.RECORD_UNREADABLE;
        }
        if (own instanceof InvalidKeyException || own instanceof InvalidPayloadException) {
            return switch (own.getCause()) {
                case MissingKeyPartException missing -> PoisonReason.KEY_MISSING;
                case InvalidEventException invalid -> PoisonReason.UNREADABLE;
                case MissingSequencerException missing -> PoisonReason.UNREADABLE;
                case null, default -> null; // a defect of the user's own function
            };
        }
        return null;
    }
}
