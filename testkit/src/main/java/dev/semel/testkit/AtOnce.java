// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Runs several tasks at once, each on its own thread, all released at the same moment. */
public final class AtOnce {

    private AtOnce() {}

    /**
     * {@return the results of {@code work}, in the order of the inputs}
     *
     * @param inputs the inputs, one for each thread
     * @param work the work on one input
     * @param <T> the inputs
     * @param <R> the results
     */
    public static <T, R> List<R> map(List<T> inputs, Function<T, R> work) {
        CountDownLatch ready = new CountDownLatch(inputs.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(inputs.size())) {
            List<Future<R>> futures = new ArrayList<>();
            for (T input : inputs) {
                futures.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return work.apply(input);
                }));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while several threads were at work", e);
        } catch (ExecutionException e) {
            throw new AssertionError("one of several threads failed: " + e.getCause(), e.getCause());
        }
    }
}
