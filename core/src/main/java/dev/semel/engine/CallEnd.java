// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Outcome;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a guarded call whose body, if it ran, has finished. The last write is data, so that a batch can send the
 * writes of many calls in one request.
 *
 * @param <R> the result
 */
public sealed interface CallEnd<R> {

    /** Sends the last write, if there is one, and returns the outcome; throws what the call throws. */
    Outcome<R> conclude() throws Exception;

    /**
     * A call without a write to send.
     *
     * @param outcome the outcome of the call
     */
    record Finished<R>(Outcome<R> outcome) implements CallEnd<R> {

        @Override
        public Outcome<R> conclude() {
            return outcome;
        }
    }

    /**
     * A call whose last write is not sent yet.
     *
     * @param <R> the result
     */
    final class WritePending<R> implements CallEnd<R> {

        private final WriteRequest.Last request;
        private final ClaimWrites writes;
        private final @Nullable Throwable thrown;
        private final Conclusion<R> conclusion;

        /**
         * A last write.
         *
         * @param request the write
         * @param writes sends it, unless a batch does
         * @param thrown the exception of the body; null if it returned
         * @param conclusion the meaning of the reply
         */
        WritePending(
                WriteRequest.Last request, ClaimWrites writes, @Nullable Throwable thrown, Conclusion<R> conclusion) {
            this.request = request;
            this.writes = writes;
            this.thrown = thrown;
            this.conclusion = conclusion;
        }

        /** {@return the last write} */
        public WriteRequest.Last request() {
            return request;
        }

        /** {@return the sender of the write} */
        public ClaimWrites writes() {
            return writes;
        }

        /** {@return the exception of the body; null if it returned} */
        public @Nullable Throwable thrown() {
            return thrown;
        }

        /** {@return the meaning of the reply} */
        public Conclusion<R> conclusion() {
            return conclusion;
        }

        @Override
        public Outcome<R> conclude() throws Exception {
            return conclusion.outcome(writes.tryToWrite(request));
        }
    }

    /**
     * The meaning of the reply to the last write.
     *
     * @param <R> the result
     */
    @FunctionalInterface
    interface Conclusion<R> {

        /** {@return the outcome; throws what the body threw} */
        Outcome<R> outcome(WriteReply reply) throws Exception;
    }

    /** The reply to the last write. */
    sealed interface WriteReply {

        /**
         * The store decided.
         *
         * @param verdict the verdict
         */
        record Decided(WriteVerdict verdict) implements WriteReply {}

        /**
         * The store gave no answer, refused, or has a defect.
         *
         * @param thrown the exception of the store
         */
        record Failed(Throwable thrown) implements WriteReply {

            /** {@return whether the store refused the write because of its size} */
            boolean isTooLarge() {
                return thrown instanceof StoreException e && e.reason() == StoreException.Reason.TOO_LARGE;
            }
        }
    }
}
