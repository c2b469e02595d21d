// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.world;

import dev.semel.model.ClaimRequest;
import dev.semel.model.WriteRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes objects whose calls are points of a history, by reflection. */
public final class RecordedProxy {

    private static final int MOST_SHOWN = 12;

    private final Scheduler scheduler;
    private final String resource;
    private final Predicate<Method> isFree;
    private final Supplier<? extends RuntimeException> failure;

    /**
     * Makes a maker of proxies.
     *
     * @param resource the resource that the calls touch, for reports
     * @param isFree tells which calls are no points, because no other attempt can see them
     * @param failure makes the exception of a call that is lost or refused
     */
    RecordedProxy(
            Scheduler scheduler,
            String resource,
            Predicate<Method> isFree,
            Supplier<? extends RuntimeException> failure) {
        this.scheduler = scheduler;
        this.resource = resource;
        this.isFree = isFree;
        this.failure = failure;
    }

    /** Object behind the proxy: it answers calls, and says which of them may be stale. */
    private interface Target {

        @Nullable
        Object call(Method method, @Nullable Object @Nullable [] arguments);

        @Nullable
        Object callOlder(Method method, @Nullable Object @Nullable [] arguments);

        boolean mayBeStale(Method method);
    }

    /** {@return an object of the interfaces {@code types} that calls {@code target}} */
    Object of(Object target, Class<?>... types) {
        return of(
                new Target() {
                    @Override
                    public @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) {
                        return RecordedProxy.call(target, method, arguments);
                    }

                    @Override
                    public @Nullable Object callOlder(Method method, @Nullable Object @Nullable [] arguments) {
                        return call(method, arguments);
                    }

                    @Override
                    public boolean mayBeStale(Method method) {
                        return false;
                    }
                },
                types);
    }

    /** {@return an object of an interface that calls an object whose reads may be stale} */
    Object ofVersions(Versions<?> target, Class<?> type) {
        return of(
                new Target() {
                    @Override
                    public @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) {
                        return target.call(method, arguments);
                    }

                    @Override
                    public @Nullable Object callOlder(Method method, @Nullable Object @Nullable [] arguments) {
                        return target.callOlder(method, arguments);
                    }

                    @Override
                    public boolean mayBeStale(Method method) {
                        return target.mayBeStale(method);
                    }
                },
                type);
    }

    private Object of(Target target, Class<?>... types) {
        return Proxy.newProxyInstance(types[0].getClassLoader(), types, (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("equals") ? isSame(proxy, arguments[0]) : target.call(method, arguments);
            }
            if (isFree.test(method)) {
                return target.call(method, arguments);
            }
            String label = resource + "." + label(method, arguments);
            YieldPoint point = new YieldPoint(
                    YieldPoint.Kind.STORE, resource, resource, label, null, () -> target.mayBeStale(method));
            return scheduler.pass(
                    point,
                    () -> called(() -> target.call(method, arguments)),
                    () -> called(() -> target.callOlder(method, arguments)),
                    failure);
        });
    }

    private @Nullable Object called(Supplier<@Nullable Object> call) {
        try {
            return call.get();
        } catch (Uncallable mistake) {
            scheduler.refuse(mistake);
            throw mistake;
        }
    }

    @SuppressWarnings("ReferenceEquality") // that is what the identity of a shared object means
    private static boolean isSame(Object proxy, @Nullable Object other) {
        return proxy == other;
    }

    /** Calls a method of an object; throws what the method threw, checked or not. */
    public static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            RecordedProxy.<RuntimeException>raise(Objects.requireNonNullElse(e.getCause(), e));
            return null; // not reached
        } catch (IllegalAccessException e) {
            throw new Uncallable(method, e);
        }
    }

    /** A method that the prover may not call: a mistake of the proof. */
    static final class Uncallable extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        Uncallable(Method method, IllegalAccessException cause) {
            super(method + " cannot be called from here: make its type public", cause);
        }
    }

    /** Throws an exception, checked or not: the called method has declared it. */
    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void raise(Throwable thrown) throws X {
        throw (X) thrown;
    }

    /** {@return a call for reports, with those of its arguments that are short and the same in every run} */
    private static String label(Method method, Object @Nullable [] arguments) {
        if (arguments == null) {
            return method.getName();
        }
        String shown = Arrays.stream(arguments)
                .map(RecordedProxy::shown)
                .filter(argument -> !argument.isEmpty())
                .collect(Collectors.joining(", "));
        return shown.isEmpty() ? method.getName() : method.getName() + "(" + shown + ")";
    }

    private static String shown(@Nullable Object argument) {
        return switch (argument) {
            case String text -> brief(text);
            case Number number -> brief(number.toString());
            case ClaimRequest claim -> claim.key().recordId();
            case WriteRequest write -> write.key().recordId();
            case List<?> requests -> requests.stream().map(RecordedProxy::shown).collect(Collectors.joining(", "));
            case null, default -> "";
        };
    }

    /** {@return at most twelve characters of a text} */
    static String brief(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }
}
