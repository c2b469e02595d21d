// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Policy for items that no redelivery can complete; see {@link PoisonReason}. */
public sealed interface PoisonPolicy {

    /** {@return the default policy: such an item is reported as failed, so that it reaches the dead-letter queue} */
    static PoisonPolicy fail() {
        return new Fail();
    }

    /**
     * Returns the policy that sets such items aside, whatever the reason: an item is acknowledged once {@code sink} has
     * taken it. In a FIFO queue or a stream it then holds up no other item. An item whose reading failed with another
     * exception than {@link InvalidEventException} is not set aside: it fails, because the next read may succeed.
     *
     * @param sink the receiver, called once for each delivery, on the handler's thread; if it throws, the item fails
     * @return the policy
     */
    static PoisonPolicy drop(Sink sink) {
        return new Drop(EnumSet.allOf(PoisonReason.class), sink);
    }

    /**
     * Returns the policy of {@link #drop(Sink)} for some reasons only; an item with another reason fails.
     *
     * @param reasons the reasons for which an item is set aside
     * @param sink the receiver of these items
     * @return the policy
     */
    static PoisonPolicy drop(Set<PoisonReason> reasons, Sink sink) {
        return new Drop(reasons, sink);
    }

    /** Receiver of items that are set aside. */
    @FunctionalInterface
    interface Sink {

        /**
         * Takes an item, for example into a table or queue of its own.
         *
         * @param item the item
         * @throws Exception any exception; the item then fails
         */
        void take(PoisonItem item) throws Exception;
    }

    /** See {@link #fail()}. */
    record Fail() implements PoisonPolicy {}

    /**
     * See {@link #drop(Set, Sink)}.
     *
     * @param reasons the reasons for which an item is set aside
     * @param sink the receiver of these items
     */
    record Drop(Set<PoisonReason> reasons, Sink sink) implements PoisonPolicy {

        /** Validates every part. */
        public Drop {
            reasons = Set.copyOf(reasons);
            Objects.requireNonNull(sink, "sink");
        }
    }
}
