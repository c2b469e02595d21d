// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Outcome;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import org.jspecify.annotations.Nullable;

/**
 * How one guarded call ended, as far as it goes without its last write. That write is data, so that the writes of many
 * calls can travel together.
 *
 * @param <R> the result
 */
public sealed interface CallEnd<R> {

    /** Returns the outcome, after the last write if there is one. */
    default Outcome<R> outcome() throws Exception {
        return switch (this) {
            case Finished<R> finished -> finished.outcome;
            case WritePending<R> unrecorded ->
                unrecorded.ending.outcome(unrecorded.recording.tryToWrite(unrecorded.request));
        };
    }

    /**
     * Nothing is left to write.
     *
     * @param outcome of the call
     */
    record Finished<R>(Outcome<R> outcome) implements CallEnd<R> {}

    /**
     * The body has ended, and how is not recorded.
     *
     * @param request the last write
     * @param recording sends it, if nobody else does
     * @param thrown what the body threw; null if it returned
     * @param ending what the answer means
     */
    record WritePending<R>(
            WriteRequest.Last request,
            ClaimWrites recording,
            @Nullable Throwable thrown,
            Conclusion<R> ending) implements CallEnd<R> {}

    /**
     * What the answer to the last write means.
     *
     * @param <R> the result
     */
    @FunctionalInterface
    interface Conclusion<R> {

        /** Returns the outcome; throws what the body threw. */
        Outcome<R> outcome(WriteReply answer) throws Exception;
    }

    /** What the last write came to. */
    sealed interface WriteReply {

        /**
         * The store decided.
         *
         * @param verdict as it said
         */
        record Decided(WriteVerdict verdict) implements WriteReply {}

        /**
         * The store gave no answer, or refused, or has a defect.
         *
         * @param thrown what it threw
         */
        record Failed(Throwable thrown) implements WriteReply {}
    }
}
