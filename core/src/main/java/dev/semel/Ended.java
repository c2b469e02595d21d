// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import org.jspecify.annotations.Nullable;

/**
 * How one guarded call ended, as far as it goes without its last write. That write is data, so that the writes of many
 * calls can travel together.
 *
 * @param <R> the result
 */
sealed interface Ended<R> {

    /** Returns the outcome, after the last write if there is one. */
    default Outcome<R> outcome() throws Exception {
        return switch (this) {
            case Finished<R> finished -> finished.outcome;
            case Unrecorded<R> unrecorded ->
                unrecorded.ending.outcome(unrecorded.recording.tryToWrite(unrecorded.request));
        };
    }

    /**
     * Nothing is left to write.
     *
     * @param outcome of the call
     */
    record Finished<R>(Outcome<R> outcome) implements Ended<R> {}

    /**
     * The body has ended, and how is not recorded.
     *
     * @param request the last write
     * @param recording sends it, if nobody else does
     * @param thrown what the body threw; null if it returned
     * @param ending what the answer means
     */
    record Unrecorded<R>(
            WriteRequest.Last request,
            Recording recording,
            @Nullable Throwable thrown,
            Ending<R> ending) implements Ended<R> {}

    /**
     * What the answer to the last write means.
     *
     * @param <R> the result
     */
    @FunctionalInterface
    interface Ending<R> {

        /** Returns the outcome; throws what the body threw. */
        Outcome<R> outcome(Answer answer) throws Exception;
    }

    /** What the last write came to. */
    sealed interface Answer {

        /**
         * The store decided.
         *
         * @param verdict as it said
         */
        record Decided(WriteVerdict verdict) implements Answer {}

        /**
         * The store gave no answer, or refused, or has a defect.
         *
         * @param thrown what it threw
         */
        record Failed(Throwable thrown) implements Answer {}
    }
}
