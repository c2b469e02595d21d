// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A FIFO queue, by the Amazon SQS guide (FIFO queue delivery logic, Exactly-once processing) and the Lambda guide
 * (Reporting batch item failures).
 *
 * <ul>
 *   <li>The messages of a group come in order. A message in flight, or one that has failed and is not due, holds up its
 *       group and no other.
 *   <li>No copy comes while the visibility timeout of a receive lasts, and none after a delete. A receive that outlives
 *       its visibility timeout is followed by another.
 *   <li>Receipts are as in a standard queue.
 *   <li>A message whose deduplication id was sent within the last 5 minutes is accepted and not delivered.
 * </ul>
 */
final class FifoRules implements SourceRules {

    @Override
    public List<Delivery> due(Lane lane, Instant now) {
        Set<String> held = new HashSet<>();
        lane.inFlight().forEach(copy -> held.add(lane.group(copy)));
        List<Delivery> free = new ArrayList<>();
        for (Delivery delivery : lane.waiting()) {
            List<Delivery.Copy> copies = delivery.copies().stream()
                    .filter(copy -> !held.contains(lane.group(copy)))
                    .toList();
            if (!copies.isEmpty() && delivery.isDue(now)) {
                free.add(new Delivery(delivery.due(), copies));
            }
            delivery.copies().forEach(copy -> held.add(lane.group(copy)));
        }
        return free;
    }

    @Override
    public boolean mayCopy(int event, Deliveries deliveries, Instant now) {
        return deliveries.isInFlight(event) && deliveries.isVisible(event, now) && deliveries.isNext(event);
    }

    @Override
    public List<Delivery.Copy> failedCopies(Delivery delivery, AttemptAnswer answer, EventDocuments documents) {
        return SourceRules.named(delivery, answer, documents);
    }

    @Override
    public boolean canRead(AttemptAnswer answer, EventDocuments documents) {
        return documents.failedItems(answer.output()).isPresent();
    }

    @Override
    public boolean hasReceipts() {
        return true;
    }

    @Override
    public boolean keepsOrder() {
        return true;
    }

    @Override
    public boolean deduplicates() {
        return true;
    }
}
