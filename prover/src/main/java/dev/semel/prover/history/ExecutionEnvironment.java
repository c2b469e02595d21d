// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One execution environment of the platform: an instance of the handler, and the invocations that it serves, in turn or
 * at once. Used by one thread of a history at a time, see {@link Threads}.
 */
public final class ExecutionEnvironment {

    private final int number;
    private final List<InvocationAttempt> served = new CopyOnWriteArrayList<>();
    private volatile @Nullable RequestStreamHandler handler;
    private boolean isShared;

    /**
     * Makes an environment without an invocation.
     *
     * @param number the number of the first attempt that it is to serve
     */
    ExecutionEnvironment(int number) {
        this.number = number;
    }

    /** {@return the number of the first attempt that it served} */
    public int number() {
        return number;
    }

    /** Takes an attempt, beside those that it serves now. */
    void serve(InvocationAttempt attempt) {
        isShared |= isBusy();
        served.add(attempt);
    }

    /** {@return its handler, made by its first invocation} */
    public RequestStreamHandler handler(Supplier<? extends RequestStreamHandler> first) {
        RequestStreamHandler there = handler;
        if (there == null) {
            there = first.get();
            handler = there;
        }
        return there;
    }

    /** {@return the attempts that run in it now} */
    List<InvocationAttempt> alive() {
        return served.stream().filter(InvocationAttempt::isAlive).toList();
    }

    /** {@return the threads of the attempts that run in it now} */
    List<Strand> strands() {
        return alive().stream().flatMap(attempt -> attempt.strands().stream()).toList();
    }

    /** {@return the attempt that has ended here and whose thread had an id; empty if none had} */
    Optional<InvocationAttempt> endedOn(long threadId) {
        return served.stream()
                .filter(attempt -> !attempt.isAlive())
                .filter(attempt -> attempt.strands().stream()
                        .map(Strand::thread)
                        .anyMatch(thread -> thread != null && thread.threadId() == threadId))
                .findFirst();
    }

    /** {@return whether it has served more than one invocation} */
    boolean hasServedOthers() {
        return served.size() > 1;
    }

    private boolean isBusy() {
        return served.stream().anyMatch(InvocationAttempt::isAlive);
    }

    /** {@return whether it is at work, past the start of its handler, and takes one more invocation} */
    boolean hasRoom(int concurrency) {
        int busy = alive().size();
        return handler != null && busy > 0 && busy < concurrency;
    }

    /** {@return whether every invocation that it served has ended, and none with a crash} */
    boolean isIdle() {
        return served.stream().allMatch(attempt -> attempt.state() == InvocationAttempt.State.ENDED);
    }

    /** {@return whether it has served two invocations at once} */
    public boolean isShared() {
        return isShared;
    }

    /** {@return the attempt that it took last; empty if there is none yet} */
    Optional<InvocationAttempt> last() {
        return served.isEmpty() ? Optional.empty() : Optional.of(served.get(served.size() - 1));
    }
}
