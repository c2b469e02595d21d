// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import dev.semel.store.BatchStore;
import dev.semel.store.CheckpointStore;
import dev.semel.store.CommitStore;
import dev.semel.store.EarlyBatchStore;
import dev.semel.store.IdempotencyStore;
import dev.semel.store.ListingStore;
import dev.semel.store.RepairStore;
import dev.semel.store.StoreCall;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A factory of decorators that have exactly the abilities of the decorated store. Abilities are found by type, so a
 * decorator with an additional one would promise something that its store cannot do. The many combinations
 * of sub-interfaces are not worth writing out, hence a {@link Proxy}.
 */
final class Interception {

    private static final List<Class<? extends IdempotencyStore>> ABILITIES = abilities();

    private Interception() {}

    @SuppressWarnings("rawtypes") // a proxy is independent of the type of effects
    private static List<Class<? extends IdempotencyStore>> abilities() {
        Class<? extends CommitStore> commits = CommitStore.class;
        return List.of(
                IdempotencyStore.class,
                CheckpointStore.class,
                BatchStore.class,
                EarlyBatchStore.class,
                commits,
                ListingStore.class,
                RepairStore.class);
    }

    /** The treatment of the calls of a decorated store. */
    @FunctionalInterface
    interface Interceptor {

        /** {@return the answer to the caller, whether or not the call was passed on} */
        Object intercept(InterceptedCall invocation);
    }

    /** A call that has not reached the store yet. */
    static final class InterceptedCall {

        private final IdempotencyStore store;
        private final Method method;
        private final Object[] arguments;

        private InterceptedCall(IdempotencyStore store, Method method, Object[] arguments) {
            this.store = store;
            this.method = method;
            this.arguments = arguments;
        }

        /** {@return the name of the SPI's method} */
        String method() {
            return method.getName();
        }

        /** {@return the request, which is the method's first argument} */
        Object request() {
            return arguments[0];
        }

        /** {@return the moment and timeout of the call, which are the method's last argument} */
        StoreCall call() {
            return (StoreCall) arguments[arguments.length - 1];
        }

        /**
         * Passes the call on, each time that this method is called.
         *
         * @return the store's answer
         */
        Object proceed() {
            return invoke(store, method, arguments);
        }

        /** Passes the call on and waits for all that it began, for a caller that gets no answer. */
        void proceedToTheEnd() {
            if (proceed() instanceof EarlyBatchStore.EarlyAnswers early) {
                early.all();
            }
        }
    }

    /** {@return a store with the abilities and the name of {@code store}, whose calls go through the interceptor} */
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
                            : interceptor.intercept(new InterceptedCall(store, method, arguments));
                });
    }

    /** {@return {@code store} as a store with an ability} */
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
