// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.delivery;

import dev.semel.prover.Source;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The delivery rules of one kind of source: which deliveries may come, which items an answer fails, and what an
 * acknowledgement ends. Implementations keep no state: {@link Deliveries} has
 * it.
 */
interface SourceRules {

    /** {@return the rules of a source} */
    static SourceRules of(Source.Kind kind) {
        return switch (kind) {
            case QUEUE -> new QueueRules();
            case FIFO -> new FifoRules();
            case STREAM -> new StreamRules();
            case ASYNCHRONOUS -> InvocationRules.asynchronous();
            case REQUEST -> InvocationRules.request();
        };
    }

    /** {@return the deliveries that may come now} */
    List<Delivery> due(Lane lane, Instant now);

    /** {@return whether a further copy of an event may come now, though nothing failed} */
    boolean mayCopy(int event, Deliveries deliveries, Instant now);

    /** {@return the copies that an answer fails} */
    List<Delivery.Copy> failedCopies(Delivery delivery, AttemptAnswer answer, EventDocuments documents);

    /** {@return whether the source can read an answer} */
    default boolean canRead(AttemptAnswer answer, EventDocuments documents) {
        return true;
    }

    /** {@return whether copies are receives of one message, which one acknowledgement deletes for all of them} */
    default boolean hasReceipts() {
        return false;
    }

    /** {@return whether what failed comes before everything that waits} */
    default boolean keepsOrder() {
        return false;
    }

    /** {@return whether an event whose tries are used up can be sent again from the dead-letter queue} */
    default boolean hasRedrive() {
        return true;
    }

    /** {@return whether a second send of one deduplication id is dropped for a while} */
    default boolean deduplicates() {
        return false;
    }

    /** {@return whether a retry of an invocation keeps its request id} */
    default boolean keepsRequestId() {
        return false;
    }

    /** {@return the copies that a batch response names: all of them if it is unreadable or names an unknown item} */
    static List<Delivery.Copy> named(Delivery delivery, AttemptAnswer answer, EventDocuments documents) {
        if (!answer.isSuccess()) {
            return delivery.copies();
        }
        Set<String> known = documents.itemIds(delivery);
        Set<String> named = documents.failedItems(answer.output()).orElse(Set.of(""));
        if (named.contains("") || !known.containsAll(named)) {
            return delivery.copies();
        }
        return delivery.copies().stream()
                .filter(copy -> named.contains(documents.itemId(copy)))
                .toList();
    }
}
