// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.testkit;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A plan that assigns a fault to each call of a {@link FaultyStore}. Thread-safe. */
@FunctionalInterface
public interface FaultPlan {

    /**
     * {@return the fault of the next call}
     *
     * @param method the SPI's method, such as {@code claim}
     * @param request its first argument: a request, a list of requests, a key or a query
     */
    Fault next(String method, Object request);

    /** {@return the plan without faults} */
    static FaultPlan none() {
        return (method, request) -> new Fault.None();
    }

    /**
     * {@return the plan that gives the calls these faults, one after the other, and none to later calls}
     *
     * @param faults the faults, in order
     */
    static FaultPlan script(Fault... faults) {
        List<Fault> script = List.of(faults);
        AtomicInteger position = new AtomicInteger();
        return (method, request) -> {
            int next = position.getAndIncrement();
            return next < script.size() ? script.get(next) : new Fault.None();
        };
    }

    /**
     * {@return the plan that gives one call a fault, and none to the others}
     *
     * @param number the number of the call, from 1
     * @param fault the fault
     */
    static FaultPlan onCall(int number, Fault fault) {
        if (number < 1) {
            throw new IllegalArgumentException("number must be at least 1, is " + number);
        }
        AtomicInteger calls = new AtomicInteger();
        return (method, request) -> calls.incrementAndGet() == number ? fault : new Fault.None();
    }

    /**
     * {@return the plan that gives each call, with a probability, one of these faults} The same seed gives the same
     * faults to the same sequence of calls.
     *
     * @param seed the seed; print it if a test fails
     * @param probability from 0 to 1
     * @param faults at least one
     */
    static FaultPlan random(long seed, double probability, List<Fault> faults) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be from 0 to 1, is " + probability);
        }
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("faults is empty");
        }
        List<Fault> choices = List.copyOf(faults);
        Random random = new Random(seed);
        return (method, request) -> {
            synchronized (random) { // both draws of a call together, so that a seed means one sequence
                return random.nextDouble() < probability
                        ? choices.get(random.nextInt(choices.size()))
                        : new Fault.None();
            }
        };
    }
}
