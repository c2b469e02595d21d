// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import dev.semel.Waiting;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Puts faults between callers and a store: failures before and after a call is applied, lost replies, delays,
 * duplicates, and crashes of the caller. Give each simulated process a faulty store of its own over the shared store:
 * once its {@link CrashPoint} has crashed, every later call through it is dropped. The store that it gives out has the
 * abilities of the store behind it. Thread-safe.
 *
 * <pre>{@code
 * FaultyStore faulty = FaultyStore.builder(store, FaultPlan.onCall(2, new Fault.LoseReply())).build();
 * Idempotency idempotency = Idempotency.builder(faulty.store()).build();
 * }</pre>
 */
public final class FaultyStore {

    private final IdempotencyStore store;
    private final String name;
    private final FaultPlan plan;
    private final Waiting waiting;
    private final CrashPoint crashPoint;
    private final List<Interception.Invocation> late = new ArrayList<>();

    private FaultyStore(Builder builder) {
        this.store = Interception.of(builder.delegate, this::intercept);
        this.name = builder.delegate.name();
        this.plan = builder.plan;
        this.waiting = builder.waiting;
        this.crashPoint = builder.crashPoint;
    }

    /** Returns a builder of a faulty store over {@code delegate}, whose faults come from {@code plan}. */
    public static Builder builder(IdempotencyStore delegate, FaultPlan plan) {
        return new Builder(Objects.requireNonNull(delegate, "delegate"), Objects.requireNonNull(plan, "plan"));
    }

    /** Returns the store to be used, with the abilities and the name of the one behind it. */
    public IdempotencyStore store() {
        return store;
    }

    /**
     * Returns the store to be used, as one with an ability.
     *
     * @throws IllegalArgumentException if the store behind it has not that ability
     */
    public <S extends IdempotencyStore> S store(Class<S> ability) {
        return Interception.as(ability, store);
    }

    /** Returns where this store's callers crash. */
    public CrashPoint crashPoint() {
        return crashPoint;
    }

    /**
     * Sends the second copies of all calls that met {@link Fault.DuplicateLater}, in order, with their original moments,
     * and returns how many these were. Nobody sees what they are answered. They are sent also after a crash: the network
     * outlives the caller.
     */
    public int sendLateDuplicates() {
        List<Interception.Invocation> waitingCopies;
        synchronized (late) {
            waitingCopies = List.copyOf(late);
            late.clear();
        }
        waitingCopies.forEach(FaultyStore::sendUnseen);
        return waitingCopies.size();
    }

    private Object intercept(Interception.Invocation invocation) {
        crashPoint.pass();
        Object answer = meet(plan.next(invocation.method(), invocation.request()), invocation);
        crashPoint.pass(); // another thread of this caller may have crashed meanwhile
        return answer;
    }

    private Object meet(Fault fault, Interception.Invocation invocation) {
        return switch (fault) {
            case Fault.None none -> invocation.proceed();
            case Fault.FailBefore fail -> throw noAnswer(invocation, "injected failure before the call");
            case Fault.Refuse refuse ->
                throw StoreException.refused(name, invocation.method(), "stop injecting this fault", null);
            case Fault.LoseReply lost -> {
                invocation.proceed();
                throw noAnswer(invocation, "injected loss of the reply");
            }
            case Fault.FailAfter fail -> {
                invocation.proceed();
                throw new IllegalStateException("injected failure after the call '" + invocation.method() + "'");
            }
            case Fault.Delay delay -> {
                await(delay.before(), invocation);
                Object answer = invocation.proceed();
                await(delay.after(), invocation);
                yield answer;
            }
            case Fault.Duplicate duplicate -> {
                Object answer = invocation.proceed();
                sendUnseen(invocation);
                yield answer;
            }
            case Fault.DuplicateLater later -> {
                synchronized (late) {
                    late.add(invocation);
                }
                yield invocation.proceed();
            }
            case Fault.CrashBefore crash -> throw crashPoint.crash();
            case Fault.CrashAfter crash -> {
                invocation.proceed();
                throw crashPoint.crash();
            }
        };
    }

    private void await(Duration duration, Interception.Invocation invocation) {
        try {
            waiting.await(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noAnswer(invocation, "interrupted while the call was delayed");
        }
    }

    /** Sends a copy whose answer, or failure, nobody waits for. */
    @SuppressWarnings("CheckReturnValue")
    private static void sendUnseen(Interception.Invocation invocation) {
        try {
            invocation.proceed();
        } catch (RuntimeException e) {
            // A duplicate on the network has no caller who could be told.
        }
    }

    private StoreException noAnswer(Interception.Invocation invocation, String why) {
        return StoreException.unavailable(name, invocation.method(), new IllegalStateException(why));
    }

    /** Makes faulty stores. */
    public static final class Builder {

        private final IdempotencyStore delegate;
        private final FaultPlan plan;
        private Waiting waiting = Waiting.sleeping();
        private CrashPoint crashPoint = new CrashPoint();

        private Builder(IdempotencyStore delegate, FaultPlan plan) {
            this.delegate = delegate;
            this.plan = plan;
        }

        /** Sets how delays pass; a {@link ManualClock} takes no time. Default: the caller's thread sleeps. */
        public Builder waiting(Waiting waiting) {
            this.waiting = Objects.requireNonNull(waiting, "waiting");
            return this;
        }

        /** Sets where callers crash, to be shared with their effects. Default: one of this store's own. */
        public Builder crashPoint(CrashPoint crashPoint) {
            this.crashPoint = Objects.requireNonNull(crashPoint, "crashPoint");
            return this;
        }

        /** Returns a new faulty store. */
        public FaultyStore build() {
            return new FaultyStore(this);
        }
    }
}
