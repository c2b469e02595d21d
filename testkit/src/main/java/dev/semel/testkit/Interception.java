// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import dev.semel.store.BatchStore;
import dev.semel.store.CheckpointStore;
import dev.semel.store.CommitStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.ListingStore;
import dev.semel.store.StoreCall;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes decorators of stores that have exactly the abilities of the store they decorate: abilities are found by type, so
 * a decorator with one too many would promise what its store cannot do. Sixteen combinations of sub-interfaces are not
 * worth writing out, hence a {@link Proxy}.
 */
final class Interception {

    private static final List<Class<? extends IdempotencyStore>> ABILITIES = abilities();

    private Interception() {}

    @SuppressWarnings("rawtypes") // a proxy knows nothing of the type of effects
    private static List<Class<? extends IdempotencyStore>> abilities() {
        Class<? extends CommitStore> commits = CommitStore.class;
        return List.of(IdempotencyStore.class, CheckpointStore.class, BatchStore.class, commits, ListingStore.class);
    }

    /** What happens to the calls of a decorated store. */
    @FunctionalInterface
    interface Interceptor {

        /** Returns what the caller is answered, having passed the call on or not. */
        Object intercept(Invocation invocation);
    }

    /** A call on its way to the store. */
    static final class Invocation {

        private final IdempotencyStore store;
        private final Method method;
        private final Object[] arguments;

        private Invocation(IdempotencyStore store, Method method, Object[] arguments) {
            this.store = store;
            this.method = method;
            this.arguments = arguments;
        }

        /** Returns the name of the SPI's method. */
        String method() {
            return method.getName();
        }

        /** Returns the request: the method's first argument. */
        Object request() {
            return arguments[0];
        }

        /** Returns when the store is called: the method's last argument. */
        StoreCall call() {
            return (StoreCall) arguments[arguments.length - 1];
        }

        /** Passes the call on, as often as this is called, and returns the store's answer. */
        Object proceed() {
            return invoke(store, method, arguments);
        }
    }

    /** Returns a store with the abilities and the name of {@code store}, whose calls go through the interceptor. */
    static IdempotencyStore of(IdempotencyStore store, Interceptor interceptor) {
        Class<?>[] abilities =
                ABILITIES.stream().filter(type -> type.isInstance(store)).toArray(Class<?>[]::new);
        return (IdempotencyStore) Proxy.newProxyInstance(
                IdempotencyStore.class.getClassLoader(), abilities, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return ofObject(store, proxy, method, arguments);
                    }
                    return arguments == null
                            ? store.name() // the only method of the SPI without arguments
                            : interceptor.intercept(new Invocation(store, method, arguments));
                });
    }

    /** Returns {@code store} as one with an ability. */
    static <S extends IdempotencyStore> S as(Class<S> ability, IdempotencyStore store) {
        if (!ability.isInstance(store)) {
            throw new IllegalArgumentException(store.name() + " is no " + ability.getSimpleName());
        }
        return ability.cast(store);
    }

    @SuppressWarnings("ReferenceEquality") // a decorator equals itself only
    private static Object ofObject(IdempotencyStore store, Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "a decorated " + store.name();
        };
    }

    private static Object invoke(IdempotencyStore store, Method method, Object[] arguments) {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("No method of the SPI throws a checked exception", e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Every method of the SPI is public", e);
        }
    }
}
