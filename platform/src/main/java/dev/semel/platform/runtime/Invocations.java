// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The open invocations of one runtime process, which have no answer yet, and the queue of those that the process has
 * not asked for. Thread-safe. Once the process has ended, each invocation is answered by the way it ended.
 */
final class Invocations {

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Map<String, Invocation> open = new LinkedHashMap<>();
    private final Deque<Invocation> queue = new ArrayDeque<>();
    private final CompletableFuture<Boolean> asked = new CompletableFuture<>();
    private @Nullable Function<Invocation, InvocationAnswer> ending;

    Invocations(int limit) {
        this.limit = limit;
    }

    void submit(Invocation invocation) {
        lock.lock();
        try {
            if (ending != null) {
                invocation.answer(ending.apply(invocation));
                return;
            }
            if (open.size() >= limit) {
                throw new IllegalStateException(
                        "the runtime has " + limit + " invocations without an answer; wait for some of them");
            }
            if (open.putIfAbsent(invocation.requestId(), invocation) != null) {
                throw new IllegalStateException("request " + invocation.requestId()
                        + " has no answer yet; invoke with its id again only after that");
            }
            queue.add(invocation);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an event without a limit. The caller marks it received. */
    Invocation next() throws InterruptedException {
        asked.complete(true);
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty()) {
                arrived.await();
            }
            return queue.remove();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the runtime asks for its first event, or has ended. {@return whether it asked in time} */
    boolean awaitAsked(Duration limit) throws InterruptedException {
        return Invocation.await(asked, limit).orElse(false);
    }

    /** {@return the invocation of an id, if the runtime has received it and not answered it yet} */
    Optional<Invocation> answerable(String requestId) {
        lock.lock();
        try {
            return Optional.ofNullable(open.get(requestId)).filter(Invocation::isReceived);
        } finally {
            lock.unlock();
        }
    }

    /** Answers an invocation. {@return false if it has an answer, or its caller has given up} */
    boolean answer(Invocation invocation, InvocationAnswer answer) {
        boolean first = close(invocation);
        if (first) {
            invocation.answer(answer);
        }
        return first;
    }

    /** Forgets an invocation; a later answer to it is refused. {@return whether it was open} */
    boolean close(Invocation invocation) {
        lock.lock();
        try {
            queue.remove(invocation);
            return open.remove(invocation.requestId(), invocation);
        } finally {
            lock.unlock();
        }
    }

    /** Answers everything from now on by the way the process ended. The first ending wins. */
    void end(Function<Invocation, InvocationAnswer> how) {
        lock.lock();
        try {
            if (ending == null) {
                ending = how;
                open.values().forEach(invocation -> invocation.answer(how.apply(invocation)));
                open.clear();
                queue.clear();
                asked.complete(false);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return ending != null;
        } finally {
            lock.unlock();
        }
    }
}
