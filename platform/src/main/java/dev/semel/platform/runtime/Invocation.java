// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import dev.semel.model.Blob;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One event on its way through a runtime: queued, received, answered. Thread-safe; the first answer wins. */
public final class Invocation {

    private final String requestId;
    private final Blob event;
    private final Duration timeout;
    private final CompletableFuture<Boolean> received = new CompletableFuture<>();
    private final CompletableFuture<InvocationAnswer> answer = new CompletableFuture<>();
    private volatile boolean refusedForSize;

    Invocation(String requestId, Blob event, Duration timeout) {
        this.requestId = requestId;
        this.event = event;
        this.timeout = timeout;
    }

    String requestId() {
        return requestId;
    }

    Blob event() {
        return event;
    }

    Duration timeout() {
        return timeout;
    }

    void receive() {
        received.complete(true);
    }

    boolean isReceived() {
        return received.getNow(false);
    }

    /** Marks that the runtime's response was refused for its size. */
    void refuseForSize() {
        refusedForSize = true;
    }

    boolean isRefusedForSize() {
        return refusedForSize;
    }

    void answer(InvocationAnswer given) {
        answer.complete(given);
    }

    /** Waits until the runtime has the event or there is an answer. {@return whether so within the limit} */
    boolean awaitReceived(Duration limit) throws InterruptedException {
        return await(CompletableFuture.anyOf(received, answer), limit).isPresent();
    }

    Optional<InvocationAnswer> awaitAnswer(Duration limit) throws InterruptedException {
        return await(answer, limit);
    }

    /** {@return the value that completes the future within the limit} */
    static <T> Optional<T> await(CompletableFuture<T> future, Duration limit) throws InterruptedException {
        try {
            return Optional.of(future.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("these futures are only ever completed with a value", e);
        }
    }
}
