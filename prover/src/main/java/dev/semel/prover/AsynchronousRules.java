// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Instant;
import java.util.List;

/**
 * Asynchronous invocation, by the Lambda guide (Asynchronous invocation, Error handling).
 *
 * <ul>
 *   <li>An exception is a failure; its retries keep the request id.
 *   <li>A copy may come without any error, because the queue is eventually consistent.
 *   <li>What is given up goes to the dead-letter queue, unchanged.
 * </ul>
 */
final class AsynchronousRules implements SourceRules {

    @Override
    public List<Delivery> due(Deliveries deliveries, Instant now) {
        return deliveries.waiting().stream()
                .filter(delivery -> delivery.isDue(now))
                .toList();
    }

    @Override
    public boolean mayCopy(int event, Deliveries deliveries, Instant now) {
        return true;
    }

    @Override
    public List<Delivery.Copy> failed(Delivery delivery, AttemptAnswer answer, EventDocuments documents) {
        return answer.isSuccess() ? List.of() : delivery.copies();
    }

    @Override
    public boolean keepsRequestId() {
        return true;
    }
}
