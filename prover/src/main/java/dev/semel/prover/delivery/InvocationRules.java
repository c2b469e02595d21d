// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.delivery;

import java.time.Instant;
import java.util.List;

/**
 * Invocations of one event each, whose only failure is an exception, and of which a copy may come without any error.
 *
 * <ul>
 *   <li>Asynchronous, by the Lambda guide (Asynchronous invocation, Error handling): retries keep the request id; a
 *       copy may come because the queue is eventually consistent; what is given up goes to the dead-letter queue,
 *       unchanged.
 *   <li>A request, by the API Gateway guide (the request context changes in each request) and the Lambda guide
 *       (Synchronous invocation): the caller waits and tries again, and each try is a request of its own, with other
 *       request ids and times; a copy may come beside a try under way, because the client gave up waiting.
 * </ul>
 */
final class InvocationRules implements SourceRules {

    private final boolean isAsynchronous;

    private InvocationRules(boolean isAsynchronous) {
        this.isAsynchronous = isAsynchronous;
    }

    static InvocationRules asynchronous() {
        return new InvocationRules(true);
    }

    static InvocationRules request() {
        return new InvocationRules(false);
    }

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
        return answer.isSuccess() ? List.of() : delivery.copies();
    }

    @Override
    public boolean hasRedrive() {
        return isAsynchronous;
    }

    @Override
    public boolean keepsRequestId() {
        return isAsynchronous;
    }
}
