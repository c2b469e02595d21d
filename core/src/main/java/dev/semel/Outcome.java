// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.BypassReason;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.PrintableText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one call of an operation. A duplicate is an outcome, never an exception.
 *
 * @param <R> the result
 */
public sealed interface Outcome<R> {

    /**
     * The body ran, and its result is recorded.
     *
     * @param value the result
     * @param record the completed record
     * @param <R> the result
     */
    record Executed<R>(@Nullable R value, IdempotencyRecord.Completed record) implements Outcome<R> {
        /** Shows no value, and of an exception the type. */
        @Override
        public String toString() {
            return "Executed[value=" + PrintableText.type(value) + ", record=" + record + "]";
        }
    }

    /**
     * The body did not run: it had completed before, and this is its result.
     *
     * @param value the stored result, or the value that {@code onReplay} returned
     * @param record the completed record
     * @param <R> the result
     */
    record Replayed<R>(@Nullable R value, IdempotencyRecord.Completed record) implements Outcome<R> {
        /** Shows no value, and of an exception the type. */
        @Override
        public String toString() {
            return "Replayed[value=" + PrintableText.type(value) + ", record=" + record + "]";
        }
    }

    /**
     * The operation failed for good, now or before: a recorded final failure.
     *
     * @param failure the body's own exception; on replay one of the same type, made by its codec
     * @param replayed whether it had failed before, and the body did not run
     * @param record the completed record
     * @param <R> the result
     */
    record FinallyFailed<R>(Exception failure, boolean replayed, IdempotencyRecord.Completed record)
            implements Outcome<R> {
        /** Shows no value, and of an exception the type. */
        @Override
        public String toString() {
            return "FinallyFailed[failure=" + PrintableText.type(failure) + ", replayed=" + replayed + ", record="
                    + record + "]";
        }
    }

    /**
     * The body did not run: another attempt may still be running.
     *
     * @param record the record of the other attempt
     * @param retryAfter the rest of its lease; zero or more
     * @param <R> the result
     */
    record InProgress<R>(IdempotencyRecord.InProgress record, Duration retryAfter) implements Outcome<R> {}

    /**
     * The body did not run: the key was used with another payload, which is a mistake of the caller.
     *
     * @param record the record with the other fingerprint
     * @param <R> the result
     */
    record Mismatch<R>(IdempotencyRecord.Known record) implements Outcome<R> {}

    /**
     * The body did not run: the record's fingerprint is of another algorithm, and the payloads cannot be compared.
     *
     * @param record the record with that fingerprint
     * @param <R> the result
     */
    record Unverifiable<R>(IdempotencyRecord.Known record) implements Outcome<R> {}

    /**
     * The body did not run, or ended with an unknown outcome: the key waits for a reconciler or a person.
     *
     * @param record the quarantined record
     * @param <R> the result
     */
    record Quarantined<R>(IdempotencyRecord.Quarantined record) implements Outcome<R> {}

    /**
     * The body ran, but another attempt had taken the key over, and the result of that attempt counts.
     *
     * @param value the value that this body returned
     * @param winner the record that is there instead; null if it is absent
     * @param <R> the result
     */
    record ClaimLost<R>(@Nullable R value, @Nullable IdempotencyRecord winner) implements Outcome<R> {
        /** Shows no value, and of an exception the type. */
        @Override
        public String toString() {
            return "ClaimLost[value=" + PrintableText.type(value) + ", winner=" + winner + "]";
        }
    }

    /**
     * The body ran, but its result could not be recorded. If the store stored nothing, a later call finds an unknown
     * outcome; if only the result could not be kept, it finds {@link ResultUnavailable}, and nothing is executed again.
     *
     * <p>For a {@link TransactionalOperation} it means that the store did not answer whether it committed. The writes
     * and the result are both stored, or neither is; call again to find out, and do not treat it as done.
     *
     * @param value the value that the body returned
     * @param cause the reason why it could not be recorded
     * @param <R> the result
     */
    record NotRecorded<R>(@Nullable R value, Exception cause) implements Outcome<R> {
        /** Shows no value, and of an exception the type. */
        @Override
        public String toString() {
            return "NotRecorded[value=" + PrintableText.type(value) + ", cause=" + PrintableText.type(cause) + "]";
        }
    }

    /**
     * The body did not run: the operation has completed, but its result was not kept or cannot be read.
     *
     * @param record the completed record
     * @param cause the reason why there is no result
     * @param <R> the result
     */
    record ResultUnavailable<R>(IdempotencyRecord.Completed record, Exception cause) implements Outcome<R> {
        /** Shows no value, and of an exception the type. */
        @Override
        public String toString() {
            return "ResultUnavailable[record=" + record + ", cause=" + PrintableText.type(cause) + "]";
        }
    }

    /**
     * The body ran without protection, as the operation allows.
     *
     * @param value the value that the body returned
     * @param reason the reason why there was no protection
     * @param <R> the result
     */
    record Bypassed<R>(@Nullable R value, BypassReason reason) implements Outcome<R> {
        /** Shows no value, and of an exception the type. */
        @Override
        public String toString() {
            return "Bypassed[value=" + PrintableText.type(value) + ", reason=" + reason + "]";
        }
    }
}
