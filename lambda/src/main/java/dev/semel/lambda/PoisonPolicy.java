// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.Objects;

/** What becomes of an item that is not what its source sends. */
public sealed interface PoisonPolicy {

    /** Returns the policy that reports it as failed, so that it comes to the dead-letter queue in time. The default. */
    static PoisonPolicy fail() {
        return new Fail();
    }

    /**
     * Returns the policy that acknowledges it, so that it comes no more, once {@code sink} has taken note of it. In a FIFO
     * queue or a stream, it then holds up nothing. An item that a handler's own reading broke on, with any other exception
     * than {@link InvalidEventException}, is not dropped: it fails.
     *
     * @param sink is called once for each delivery, on the handler's thread; when it throws, the item fails
     */
    static PoisonPolicy drop(Sink sink) {
        return new Drop(sink);
    }

    /** Takes note of an item that will be dropped. */
    @FunctionalInterface
    interface Sink {

        /**
         * Takes note.
         *
         * @param itemId the item, as its source calls it
         * @param why what is wrong with it, and where; shows no content
         */
        void take(String itemId, InvalidEventException why) throws Exception;
    }

    /** See {@link #fail()}. */
    record Fail() implements PoisonPolicy {}

    /**
     * See {@link #drop}.
     *
     * @param sink takes note
     */
    record Drop(Sink sink) implements PoisonPolicy {

        /** Validates that there is a sink. */
        public Drop {
            Objects.requireNonNull(sink, "sink");
        }
    }
}
