// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import dev.semel.model.PrintableText;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.StoreCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A recording of every call of a store, for assertions about round trips and their order. {@link #store()} has the
 * abilities of the store behind it. Thread-safe.
 *
 * <pre>{@code
 * RecordingStore recording = RecordingStore.over(new InMemoryStore());
 * Idempotency idempotency = Idempotency.builder(recording.store()).build();
 * …
 * assertThat(recording.methods()).containsExactly("claim", "complete");
 * }</pre>
 */
public final class RecordingStore {

    private final IdempotencyStore store;
    private final List<RecordedCall> calls = new ArrayList<>();

    private RecordingStore(IdempotencyStore delegate) {
        this.store = Interception.of(delegate, this::record);
    }

    /**
     * A recorded call.
     *
     * @param method the SPI's method, such as {@code claim}
     * @param request its first argument: a request, a list of requests, a key or a query
     * @param call its moment and timeout
     * @param answer the store's answer; empty if it threw, or has not returned
     * @param failure the exception that the store threw
     */
    public record RecordedCall(
            String method, Object request, StoreCall call, Optional<Object> answer, Optional<Throwable> failure) {

        /** Validates that no part is null. */
        public RecordedCall {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(request, "request");
            Objects.requireNonNull(call, "call");
            Objects.requireNonNull(answer, "answer");
            Objects.requireNonNull(failure, "failure");
        }

        /** Shows no text as it is, because a record id holds a key, and of an exception the type. */
        @Override
        public String toString() {
            return PrintableText.line(
                    "RecordedCall[" + method + " " + shown(request)
                            + answer.map(given -> ", answer=" + shown(given)).orElse("")
                            + failure.map(thrown -> ", failure=" + PrintableText.type(thrown))
                                    .orElse("")
                            + "]",
                    2000);
        }

        private static String shown(Object part) {
            return part instanceof CharSequence ? "a text" : part.toString();
        }
    }

    /**
     * {@return a recording of the calls that reach {@code delegate} through {@link #store()}}
     *
     * @param delegate the store behind it
     */
    public static RecordingStore over(IdempotencyStore delegate) {
        return new RecordingStore(Objects.requireNonNull(delegate, "delegate"));
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

    /** {@return all calls since the beginning or {@link #clear()}, in the order in which they were made} */
    public synchronized List<RecordedCall> calls() {
        return List.copyOf(calls);
    }

    /** {@return the methods of {@link #calls()}, in order} */
    public List<String> methods() {
        return calls().stream().map(RecordedCall::method).toList();
    }

    /** Drops the calls recorded so far. The answers of calls in progress are not recorded. */
    public synchronized void clear() {
        calls.clear();
    }

    private Object record(Interception.InterceptedCall invocation) {
        RecordedCall made = new RecordedCall(
                invocation.method(), invocation.request(), invocation.call(), Optional.empty(), Optional.empty());
        note(made);
        try {
            Object answer = invocation.proceed();
            replace(made, Optional.of(answer), Optional.empty());
            return answer;
        } catch (RuntimeException | Error e) {
            replace(made, Optional.empty(), Optional.of(e));
            throw e;
        }
    }

    private synchronized void note(RecordedCall made) {
        calls.add(made);
    }

    @SuppressWarnings("ReferenceEquality") // equal calls may be under way at once; this one is meant
    private synchronized void replace(RecordedCall made, Optional<Object> answer, Optional<Throwable> failure) {
        calls.replaceAll(call ->
                call == made ? new RecordedCall(made.method(), made.request(), made.call(), answer, failure) : call);
    }
}
