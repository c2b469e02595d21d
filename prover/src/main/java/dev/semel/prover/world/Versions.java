// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.world;

import dev.semel.model.PrintableText;
import dev.semel.prover.StaleReads;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A shared object as it is, and as it was before the latest change. Used by one thread of a history at a time. */
final class Versions<T> {

    private final T object;
    private final StaleReads<T> reads;
    private @Nullable T older;

    Versions(T object, StaleReads<T> reads) {
        this.object = object;
        this.reads = reads;
    }

    /** Refuses names that the type does not have. */
    static void check(Class<?> type, StaleReads<?> reads) {
        for (String name : reads.stale()) {
            if (Arrays.stream(type.getMethods())
                    .noneMatch(method -> method.getName().equals(name))) {
                throw new IllegalArgumentException(type.getName() + " has no method '" + PrintableText.shown(name)
                        + "': name the methods of the interface whose answers may be stale");
            }
        }
    }

    /** {@return the object as it is} */
    T object() {
        return object;
    }

    /** {@return whether a call may be stale, and there was a change yet} */
    boolean mayBeStale(Method method) {
        return older != null && reads.stale().contains(method.getName());
    }

    /** {@return the answer to a call} */
    @Nullable
    Object call(Method method, @Nullable Object @Nullable [] arguments) {
        if (onlyReads(method)) {
            return RecordedProxy.call(object, method, arguments);
        }
        T before = reads.copy().apply(object);
        try {
            return RecordedProxy.call(object, method, arguments);
        } finally {
            if (!before.equals(object)) {
                older = before;
            }
        }
    }

    private boolean onlyReads(Method method) {
        return method.getDeclaringClass() == Object.class
                || reads.stale().contains(method.getName())
                || reads.consistent().contains(method.getName());
    }

    /** {@return the answer to a read that is stale} */
    @Nullable
    Object callOlder(Method method, @Nullable Object @Nullable [] arguments) {
        if (older == null) {
            throw new IllegalStateException("There is no older state yet");
        }
        return RecordedProxy.call(older, method, arguments);
    }
}
