// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.escape;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** The methods of a handler that were seen to run, and the classes of its objects. Thread-safe. */
public final class ReachedCode {

    private final StackWalker stack = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private final boolean looks;
    private final Set<SeenMethod> methods = new ConcurrentSkipListSet<>();
    private final Set<String> handlers = new ConcurrentSkipListSet<>();
    private final Set<ClassLoader> loaders = ConcurrentHashMap.newKeySet();

    private ReachedCode(boolean looks) {
        this.looks = looks;
    }

    /** {@return an empty collection} */
    public static ReachedCode watching() {
        return new ReachedCode(true);
    }

    /** {@return a collection that stays empty} */
    public static ReachedCode ignoring() {
        return new ReachedCode(false);
    }

    /** A method that ran; names are internal ones. */
    record SeenMethod(String type, String name, String descriptor) implements Comparable<SeenMethod> {

        @Override
        public int compareTo(SeenMethod other) {
            return toString().compareTo(other.toString());
        }
    }

    /**
     * {@return whether a class can be of a user}
     *
     * @param name the binary name of the class
     */
    public static boolean canBeOfAUser(String name) {
        return OwnCode.canBeOwn(name.replace('.', '/'));
    }

    /** Adds the methods on the current thread's stack that can be of a user. */
    public void look() {
        if (looks) {
            stack.walk(frames -> {
                frames.forEach(this::add);
                return this;
            });
        }
    }

    private void add(StackWalker.StackFrame frame) {
        SeenMethod method =
                new SeenMethod(frame.getClassName().replace('.', '/'), frame.getMethodName(), frame.getDescriptor());
        if (OwnCode.canBeOwn(method.type)) {
            methods.add(method);
            addLoader(frame.getDeclaringClass());
        }
    }

    private void addLoader(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader != null) {
            loaders.add(loader);
        }
    }

    /**
     * Adds the class of a handler, all of whose methods can be called.
     *
     * @param handler the handler
     */
    public void handler(Object handler) {
        if (looks) {
            handlers.add(handler.getClass().getName().replace('.', '/'));
            addLoader(handler.getClass());
        }
    }

    Set<SeenMethod> methods() {
        return methods;
    }

    Set<String> handlers() {
        return handlers;
    }

    Set<ClassLoader> loaders() {
        return loaders;
    }
}
