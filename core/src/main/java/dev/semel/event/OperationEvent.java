// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.event;

import dev.semel.model.BypassReason;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.PrintableText;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.util.List;

/** Something that happened in a call of an operation, or is wrong with the operation itself. */
public sealed interface OperationEvent {

    /** {@return the operation's name} */
    String operation();

    /** Something that happened in one call. */
    sealed interface OfCall extends OperationEvent {

        /** {@return the key, as the store has it; its scope is the operation's name} */
        IdempotencyKey key();

        @Override
        default String operation() {
            return key().scope();
        }
    }

    /**
     * The dedupe window is shorter than the time within which the operation's source may deliver again: such a delivery
     * may be executed a second time.
     *
     * @param operation the operation's name
     * @param source the name of the source
     * @param dedupeWindow the operation's window
     * @param horizon the longest time after which the source may deliver again
     */
    record WindowTooShort(String operation, String source, Duration dedupeWindow, Duration horizon)
            implements OperationEvent {

        @Override
        public String toString() {
            return "WindowTooShort[operation=" + PrintableText.name(operation) + ", source="
                    + PrintableText.name(source) + ", dedupeWindow=" + dedupeWindow + ", horizon=" + horizon + "]";
        }
    }

    /**
     * The call owns the key and may execute.
     *
     * @param key the key of the call
     * @param attempt 1, or more after a take-over
     * @param fence the fencing token
     * @param earlier the certainty about earlier attempts
     * @param latency the time that the claim took
     */
    record Claimed(IdempotencyKey key, int attempt, long fence, Certainty earlier, Duration latency)
            implements OfCall {}

    /**
     * The body ran, and its result is recorded.
     *
     * @param key the key of the call
     * @param attempt the number of the attempt
     * @param duration the time that the body took
     * @param latency the time that recording took
     */
    record Executed(IdempotencyKey key, int attempt, Duration duration, Duration latency) implements OfCall {}

    /**
     * A duplicate got the stored result; the body did not run.
     *
     * @param key the key of the call
     * @param attempt the attempt that completed
     * @param age the time since then; zero if clocks disagree
     * @param cached whether the replay cache answered, without the store
     */
    record Replayed(IdempotencyKey key, int attempt, Duration age, boolean cached) implements OfCall {}

    /**
     * The operation failed for good, now or before.
     *
     * @param key the key of the call
     * @param attempt the attempt that failed
     * @param type the declared name of the failure
     * @param replayed whether it had failed before, and the body did not run
     */
    record FinallyFailed(IdempotencyKey key, int attempt, String type, boolean replayed) implements OfCall {

        @Override
        public String toString() {
            return "FinallyFailed[key=" + key + ", attempt=" + attempt + ", type=" + PrintableText.name(type)
                    + ", replayed=" + replayed + "]";
        }
    }

    /**
     * A duplicate met an attempt that may still be running; the body did not run.
     *
     * @param key the key of the call
     * @param attempt the running attempt
     * @param age the time since its claim
     * @param retryAfter the rest of its lease
     */
    record InProgress(IdempotencyKey key, int attempt, Duration age, Duration retryAfter) implements OfCall {}

    /**
     * The key was used with another payload; the body did not run.
     *
     * @param key the key of the call
     */
    record Mismatch(IdempotencyKey key) implements OfCall {}

    /**
     * The payload cannot be compared with the recorded one; the body did not run.
     *
     * @param key the key of the call
     * @param recordedAlgorithm the algorithm of the record's fingerprint
     */
    record Unverifiable(IdempotencyKey key, String recordedAlgorithm) implements OfCall {

        @Override
        public String toString() {
            return "Unverifiable[key=" + key + ", recordedAlgorithm=" + PrintableText.name(recordedAlgorithm) + "]";
        }
    }

    /**
     * The record of the key cannot be read by this version; the body did not run.
     *
     * @param key the key of the call
     */
    record Unreadable(IdempotencyKey key) implements OfCall {}

    /**
     * The key is in quarantine; the body did not run.
     *
     * @param key the key of the call
     */
    record Quarantined(IdempotencyKey key) implements OfCall {}

    /**
     * The key was put into quarantine.
     *
     * @param key the key of the call
     * @param attempt the last attempt
     * @param reason the reason, without payloads
     */
    record PutInQuarantine(IdempotencyKey key, int attempt, String reason) implements OfCall {

        @Override
        public String toString() {
            return "PutInQuarantine[key=" + key + ", attempt=" + attempt + ", reason=" + PrintableText.line(reason, 200)
                    + "]";
        }
    }

    /**
     * The claim was released.
     *
     * @param key the key of the call
     * @param attempt the attempt that ended
     * @param certainty the certainty about it
     */
    record Released(IdempotencyKey key, int attempt, Certainty certainty) implements OfCall {}

    /**
     * A write of a stale attempt was refused; it changed nothing.
     *
     * @param key the key of the call
     * @param attempt the stale attempt
     * @param write the name of the write, such as {@code complete}
     */
    record Fenced(IdempotencyKey key, int attempt, String write) implements OfCall {

        @Override
        public String toString() {
            return "Fenced[key=" + key + ", attempt=" + attempt + ", write=" + PrintableText.name(write) + "]";
        }
    }

    /**
     * The body ran, and its result could not be recorded.
     *
     * @param key the key of the call
     * @param attempt the number of the attempt
     * @param cause the reason
     */
    record NotRecorded(IdempotencyKey key, int attempt, Exception cause) implements OfCall {
        /** Shows no value, and of an exception the type. */
        @Override
        public String toString() {
            return "NotRecorded[key=" + key + ", attempt=" + attempt + ", cause=" + PrintableText.type(cause) + "]";
        }
    }

    /**
     * A duplicate met a result that was not kept or cannot be read; the body did not run.
     *
     * @param key the key of the call
     * @param attempt the attempt that completed
     * @param cause the reason why there is no result
     */
    record ResultUnavailable(IdempotencyKey key, int attempt, Exception cause) implements OfCall {
        /** Shows no value, and of an exception the type. */
        @Override
        public String toString() {
            return "ResultUnavailable[key=" + key + ", attempt=" + attempt + ", cause=" + PrintableText.type(cause)
                    + "]";
        }
    }

    /**
     * A body is about to run without protection.
     *
     * @param key the key of the call
     * @param reason the reason
     */
    record Bypassed(IdempotencyKey key, BypassReason reason) implements OfCall {}

    /**
     * A store call failed. The engine may try again.
     *
     * @param key the key of the call
     * @param call the name of the call, such as {@code claim}
     * @param exception the exception of the store
     */
    record StoreFailed(IdempotencyKey key, String call, StoreException exception) implements OfCall {

        @Override
        public String toString() {
            return "StoreFailed[key=" + key + ", call=" + PrintableText.name(call) + ", exception=" + exception + "]";
        }
    }

    /**
     * A step's effect was made, and its result is recorded.
     *
     * @param key the key of the call
     * @param attempt the number of the attempt
     * @param step the step's name
     */
    record StepRecorded(IdempotencyKey key, int attempt, String step) implements OfCall {

        @Override
        public String toString() {
            return "StepRecorded[key=" + key + ", attempt=" + attempt + ", step=" + PrintableText.name(step) + "]";
        }
    }

    /**
     * An earlier attempt stored recovery points that this execution did not ask for, as after a change of the handler.
     *
     * @param key the key of the call
     * @param attempt the number of the attempt
     * @param steps the names
     */
    record StepsUnused(IdempotencyKey key, int attempt, List<String> steps) implements OfCall {

        /** Copies the names. */
        public StepsUnused {
            steps = List.copyOf(steps);
        }

        @Override
        public String toString() {
            return "StepsUnused[key=" + key + ", attempt=" + attempt + ", steps="
                    + steps.stream().map(PrintableText::name).toList() + "]";
        }
    }
}
