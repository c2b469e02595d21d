// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.search;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * Plays histories on several threads, and hands over what they came to in the order in which they were given. So the
 * threads change how long a proof takes, and nothing else of it.
 */
final class Workers {

    private static final int AHEAD = 4;

    private final ExecutorService threads;
    private final int number;

    /**
     * Makes workers.
     *
     * @param threads run the histories; each calls back for the threads of its attempts
     * @param number the number of histories at once
     */
    Workers(ExecutorService threads, int number) {
        this.threads = threads;
        this.number = number;
    }

    /** {@return one worker: the thread that calls} */
    Workers alone() {
        return new Workers(threads, 1);
    }

    /**
     * Plays histories until there is none left, or until {@code goesOn} says so. What was begun has ended on return.
     *
     * @param histories each plays one, in any thread
     * @param goesOn takes what each came to, in order, on the thread that calls
     */
    <T> void play(Iterator<Callable<T>> histories, Predicate<T> goesOn) {
        if (number == 1) {
            boolean isOpen = true;
            while (isOpen && histories.hasNext()) {
                isOpen = goesOn.test(call(histories.next()));
            }
            return;
        }
        Deque<Future<T>> begun = new ArrayDeque<>();
        try {
            boolean isOpen = true;
            while (isOpen && (histories.hasNext() || !begun.isEmpty())) {
                while (begun.size() < AHEAD * number && histories.hasNext()) {
                    begun.add(threads.submit(histories.next()));
                }
                isOpen = goesOn.test(result(begun.remove()));
            }
        } finally {
            begun.forEach(Workers::awaitEnd);
        }
    }

    private static <T> T call(Callable<T> history) {
        try {
            return history.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T result(Future<T> history) {
        try {
            return history.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while histories ran", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private static void awaitEnd(Future<?> history) {
        try {
            Object unused = history.get();
        } catch (ExecutionException e) {
            // it comes after the end of the proof: nothing was asked of it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
