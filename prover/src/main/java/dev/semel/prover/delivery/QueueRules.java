// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.delivery;

import java.time.Instant;
import java.util.List;

/**
 * A standard queue, by the Amazon SQS guide and API reference (Standard queues, ReceiveMessage, DeleteMessage) and the
 * Lambda guide (Reporting batch item failures).
 *
 * <ul>
 *   <li>A message comes in any order. A copy may come at any time: beside a receive under way, and even after a delete.
 *   <li>Each receive has a receipt handle of its own and counts as one more.
 *   <li>Deleting by the latest receipt deletes the message, whatever other receives are under way or fail. Deleting by
 *       an older one succeeds and may or may not delete: both are played.
 *   <li>A message that its latest receive fails comes again after the visibility timeout, or goes to the dead-letter
 *       queue. A redrive from there sends it anew: with another message id and time, see {@link SentDocuments#redrive}.
 * </ul>
 */
final class QueueRules implements SourceRules {

    @Override
    public List<Delivery> due(Lane lane, Instant now) {
        return lane.waiting().stream().filter(delivery -> delivery.isDue(now)).toList();
    }

    @Override
    public boolean mayCopy(int event, Deliveries deliveries, Instant now) {
        return true;
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
}
