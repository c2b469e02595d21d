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
 * A store with faults between it and its callers: failures before and after a call is applied, lost replies, delays,
 * duplicates, and crashes of the caller. Give each simulated process a faulty store of its own over the shared store:
 * once its {@link CrashPoint} has crashed, every later call through it is dropped. {@link #store()} has the abilities
 * of the store behind it. Thread-safe.
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
    private final List<Interception.InterceptedCall> late = new ArrayList<>();

    FaultyStore(FaultyStoreBuilder builder) {
        this.store = Interception.of(builder.delegate, this::intercept);
        this.name = builder.delegate.name();
        this.plan = builder.plan;
        this.waiting = builder.waiting;
        this.crashPoint = builder.crashPoint;
    }

    /**
     * {@return a builder of a faulty store over {@code delegate}}
     *
     * @param delegate the store behind it
     * @param plan the faults
     */
    public static FaultyStoreBuilder builder(IdempotencyStore delegate, FaultPlan plan) {
        return new FaultyStoreBuilder(
                Objects.requireNonNull(delegate, "delegate"), Objects.requireNonNull(plan, "plan"));
    }

    /** {@return the store to use, with the abilities and the name of the store behind it} */
    public IdempotencyStore store() {
        return store;
    }

    /**
     * {@return the store to use, as a store with an ability}
     *
     * @param ability the sub-interface of the store
     * @param <S> the ability
     * @throws IllegalArgumentException if the store behind it does not have that ability
     */
    public <S extends IdempotencyStore> S store(Class<S> ability) {
        return Interception.as(ability, store);
    }

    /** {@return the crash point of this store's callers} */
    public CrashPoint crashPoint() {
        return crashPoint;
    }

    /**
     * Sends the second copies of all calls that met {@link Fault.DuplicateLater}, in order and with their original
     * moments. Their answers are dropped. They are sent even after a crash, because a message on the network outlives
     * its sender.
     *
     * @return the number of copies
     */
    public int sendLateDuplicates() {
        List<Interception.InterceptedCall> waitingCopies;
        synchronized (late) {
            waitingCopies = List.copyOf(late);
            late.clear();
        }
        waitingCopies.forEach(FaultyStore::sendUnseen);
        return waitingCopies.size();
    }

    private Object intercept(Interception.InterceptedCall invocation) {
        crashPoint.pass();
        Object answer = meet(plan.next(invocation.method(), invocation.request()), invocation);
        crashPoint.pass(); // another thread of this caller may have crashed meanwhile
        return answer;
    }

    private Object meet(Fault fault, Interception.InterceptedCall invocation) {
        return switch (fault) {
            case Fault.None none -> invocation.proceed();
            case Fault.FailBefore fail -> throw noAnswer(invocation, "injected failure before the call");
            case Fault.Refuse refuse ->
                throw StoreException.refused(name, invocation.method(), "stop injecting this fault", null);
            case Fault.LoseReply lost -> {
                invocation.proceedToTheEnd();
                throw noAnswer(invocation, "injected loss of the reply");
            }
            case Fault.FailAfter fail -> {
                invocation.proceedToTheEnd();
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
                invocation.proceedToTheEnd();
                throw crashPoint.crash();
            }
        };
    }

    private void await(Duration duration, Interception.InterceptedCall invocation) {
        try {
            waiting.await(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noAnswer(invocation, "interrupted while the call was delayed");
        }
    }

    /** Sends a copy and drops its answer or failure. */
    @SuppressWarnings("CheckReturnValue")
    private static void sendUnseen(Interception.InterceptedCall invocation) {
        try {
            invocation.proceedToTheEnd();
        } catch (RuntimeException e) {
            // a duplicate on the network has no caller
        }
    }

    private StoreException noAnswer(Interception.InterceptedCall invocation, String why) {
        return StoreException.unavailable(name, invocation.method(), new IllegalStateException(why));
    }
}
