// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.Objects;

/** Policy for items that cannot be read. */
public sealed interface PoisonPolicy {

    /**
     * {@return the policy that reports it as failed, so that it comes to the dead-letter queue in time} The default.
     */
    static PoisonPolicy fail() {
        return new Fail();
    }

    /**
     * {@return the policy that acknowledges it, so that it comes no more, once {@code sink} has taken note of it} In a
     * FIFO queue or a stream, it then holds up nothing. An item that a handler's own reading broke on, with any other
     * exception than {@link InvalidEventException}, is not dropped: it fails.
     *
     * @param sink is called once for each delivery, on the handler's thread; when it throws, the item fails
     */
    static PoisonPolicy drop(Sink sink) {
        return new Drop(sink);
    }

    /** Receiver of items that will be dropped. */
    @FunctionalInterface
    interface Sink {

        /**
         * Takes note.
         *
         * @param itemId the source's identifier of the item
         * @param why the problem and its place, without content
         * @throws Exception any exception; the item then fails
         */
        void take(String itemId, InvalidEventException why) throws Exception;
    }

    /** See {@link #fail()}. */
    record Fail() implements PoisonPolicy {}

    /**
     * See {@link #drop}.
     *
     * @param sink the receiver of dropped items
     */
    record Drop(Sink sink) implements PoisonPolicy {

        /** Validates that there is a sink. */
        public Drop {
            Objects.requireNonNull(sink, "sink");
        }
    }
}
