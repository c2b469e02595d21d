// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.operate;

import dev.semel.model.Certainty;
import dev.semel.model.ClaimId;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.Fingerprint;
import dev.semel.model.FingerprintPolicy;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.PrintableText;
import dev.semel.model.StoredResult;
import dev.semel.model.Transitions;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer that the next call with the key gets. It is decided by {@link Transitions#claim}, which every store
 * implements, for a claim that is made up and never sent.
 */
public sealed interface NextDuplicate {

    /**
     * The body executes. What the operation does about an unknown outcome is its own policy, which no record shows.
     *
     * @param attempt the number of the attempt
     * @param earlier the certainty about the attempts before; {@code NOT_STARTED} for the first
     * @param pointsKept the number of recovery points that the attempt continues after
     */
    record Executes(int attempt, Certainty earlier, int pointsKept) implements NextDuplicate {}

    /**
     * Nothing executes: another attempt does.
     *
     * @param until the end of its lease
     */
    record ToldInProgress(Instant until) implements NextDuplicate {}

    /** Nothing executes: the stored result is returned. */
    record Replayed() implements NextDuplicate {}

    /**
     * Nothing executes: the same failure is thrown.
     *
     * @param type the declared name of the failure
     */
    record FailsAgain(String type) implements NextDuplicate {

        /** Shows the name in printable ASCII: a writer of the table chose it. */
        @Override
        public String toString() {
            return PrintableText.shown("FailsAgain[" + type + "]");
        }
    }

    /**
     * Nothing executes: the operation completed, and there is no result to return.
     *
     * @param reason the reason that is stored
     */
    record ToldResultUnavailable(String reason) implements NextDuplicate {

        /** Shows the reason in printable ASCII: a writer of the table chose it. */
        @Override
        public String toString() {
            return PrintableText.shown("ToldResultUnavailable[" + reason + "]");
        }
    }

    /** Nothing executes: the key is quarantined. */
    record ToldQuarantined() implements NextDuplicate {}

    /** Nothing executes: the key was used with another payload. */
    record ToldMismatch() implements NextDuplicate {}

    /**
     * Nothing executes, unless the operation accepts it: the payloads cannot be compared.
     *
     * @param algorithm the algorithm of the stored fingerprint
     */
    record ToldUnverifiable(String algorithm) implements NextDuplicate {

        /** Shows the algorithm in printable ASCII: a writer of the table chose it. */
        @Override
        public String toString() {
            return PrintableText.shown("ToldUnverifiable[" + algorithm + "]");
        }
    }

    /** Nothing executes: the record cannot be read. */
    record ToldUnreadable() implements NextDuplicate {}

    /**
     * {@return the answer to a call with the payload of the record}
     *
     * @param record the record; null if it is absent
     * @param now the moment of the call
     */
    static NextDuplicate of(@Nullable IdempotencyRecord record, Instant now) {
        return of(
                record, record instanceof IdempotencyRecord.Known known ? known.fingerprint() : Fingerprint.NONE, now);
    }

    /**
     * {@return the answer to a call}
     *
     * @param record the record; null if it is absent
     * @param payload the fingerprint of the call's payload, as the store has it
     * @param now the moment of the call
     */
    static NextDuplicate of(@Nullable IdempotencyRecord record, Fingerprint payload, Instant now) {
        ClaimRequest probe = new ClaimRequest(
                IdempotencyKey.of("explain", "probe"),
                ClaimId.of(0, 1), // no source yields it, and it is never sent
                payload,
                FingerprintPolicy.REFUSE_INCOMPARABLE,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                "");
        return of(Transitions.claim(record, probe, now).verdict());
    }

    private static NextDuplicate of(ClaimVerdict verdict) {
        return switch (verdict) {
            case ClaimVerdict.Claimed claimed ->
                new Executes(
                        claimed.record().claim().attempt(),
                        claimed.record().earlier(),
                        claimed.record().recoveryPoints().size());
            case ClaimVerdict.InProgress other ->
                new ToldInProgress(other.record().leaseExpiresAt());
            case ClaimVerdict.Completed completed -> of(completed.record().result());
            case ClaimVerdict.Mismatch mismatch -> new ToldMismatch();
            case ClaimVerdict.Unverifiable other ->
                new ToldUnverifiable(other.record().fingerprint().algorithm());
            case ClaimVerdict.Quarantined parked -> new ToldQuarantined();
            case ClaimVerdict.Unreadable unreadable -> new ToldUnreadable();
            case ClaimVerdict.Spent spent -> throw new IllegalStateException("The probe's claim id is in a record");
        };
    }

    private static NextDuplicate of(StoredResult result) {
        return switch (result) {
            case StoredResult.Success success -> new Replayed();
            case StoredResult.FinalFailure failure -> new FailsAgain(failure.type());
            case StoredResult.Missing missing -> new ToldResultUnavailable(missing.reason());
        };
    }
}
