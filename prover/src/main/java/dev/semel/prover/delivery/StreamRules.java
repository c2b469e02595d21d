// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.delivery;

import java.time.Instant;
import java.util.List;

/**
 * One shard of a stream, by the Lambda guide (Using Lambda with Kinesis, with DynamoDB Streams; Reporting batch item
 * failures).
 *
 * <ul>
 *   <li>Records come in order, one batch at a time. A failed record holds up everything behind it.
 *   <li>Everything from the lowest failed record on comes again.
 *   <li>A record may be read again once all records before it are done.
 * </ul>
 */
final class StreamRules implements SourceRules {

    @Override
    public List<Delivery> due(Lane lane, Instant now) {
        List<Delivery> waiting = lane.waiting();
        boolean comes = lane.inFlight().isEmpty()
                && !waiting.isEmpty()
                && waiting.get(0).isDue(now);
        return comes ? List.of(waiting.get(0)) : List.of();
    }

    @Override
    public boolean mayCopy(int event, Deliveries deliveries, Instant now) {
        return deliveries.isNext(event);
    }

    @Override
    public List<Delivery.Copy> failedCopies(Delivery delivery, AttemptAnswer answer, EventDocuments documents) {
        List<Delivery.Copy> named = SourceRules.named(delivery, answer, documents);
        List<Delivery.Copy> all = delivery.copies();
        return named.isEmpty() ? named : all.subList(all.indexOf(named.get(0)), all.size());
    }

    @Override
    public boolean canRead(AttemptAnswer answer, EventDocuments documents) {
        return documents.failedItems(answer.output()).isPresent();
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public boolean hasRedrive() {
        return false; // the on-failure destination gets metadata only
    }
}
