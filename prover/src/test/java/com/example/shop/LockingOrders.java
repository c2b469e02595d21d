// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.World;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/** Orders that take two locks, and make a call while they hold the first. */
public final class LockingOrders {

    private LockingOrders() {}

    /** Two tasks of one invocation take the locks in one order, or each in its own. */
    public static RequestStreamHandler inTasks(World world, Supplier<Object> lock, boolean inOrder) {
        return (input, output, context) -> {
            String order = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            Object one = lock.get();
            Object other = lock.get();
            Executor executor = world.executor();
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> under(one, other, world, order), executor),
                            CompletableFuture.runAsync(
                                    () -> under(inOrder ? one : other, inOrder ? other : one, world, order), executor))
                    .join();
        };
    }

    /** A class whose monitor is taken, which stays taken in this JVM. */
    private static final class Stock {}

    /** Another class whose monitor is taken. */
    private static final class Till {}

    /** Two tasks of one invocation take the monitors of two classes, each in its own order. */
    public static RequestStreamHandler ofClasses(World world) {
        return (input, output, context) -> {
            String order = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            Executor executor = world.executor();
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> under(Stock.class, Till.class, world, order), executor),
                            CompletableFuture.runAsync(() -> under(Till.class, Stock.class, world, order), executor))
                    .join();
        };
    }

    /** Makes a call under the monitor of the class. */
    public static RequestStreamHandler underTheClass(World world) {
        return (input, output, context) -> charge(world, new String(input.readAllBytes(), StandardCharsets.UTF_8));
    }

    private static synchronized void charge(World world, String order) {
        world.effect("charge").honouringKeys().happen(order, order);
    }

    /** Two invocations of one instance take the locks in one order, or each in its own. */
    public static RequestStreamHandler inInvocations(World world, Supplier<Object> lock, boolean inOrder) {
        Object one = lock.get();
        Object other = lock.get();
        return (input, output, context) -> {
            String order = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            boolean isFirst = inOrder || order.equals("order-1");
            under(isFirst ? one : other, isFirst ? other : one, world, order);
        };
    }

    private static void under(Object first, Object second, World world, String order) {
        locked(first, () -> {
            world.effect("look").honouringKeys().happen(order, order);
            locked(second, () -> world.effect("charge").honouringKeys().happen(order, order));
        });
    }

    private static void locked(Object lock, Runnable work) {
        if (lock instanceof Lock owned) {
            owned.lock();
            try {
                work.run();
            } finally {
                owned.unlock();
            }
        } else {
            synchronized (lock) {
                work.run();
            }
        }
    }
}
