// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Instant;
import java.util.List;

/**
 * A caller that waits and tries again, by the API Gateway guide (the request context changes in each request) and the
 * Lambda guide (Synchronous invocation).
 *
 * <ul>
 *   <li>An exception is a failure. Each try is a request of its own, with other request ids and times.
 *   <li>A copy may come beside a try under way: the client gave up waiting and tried again.
 * </ul>
 */
final class RequestRules implements SourceRules {

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
    public boolean hasRedrive() {
        return false;
    }
}
