// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.prover.delivery.Deliveries;
import dev.semel.prover.delivery.Delivery;
import dev.semel.prover.text.Hashes;
import dev.semel.prover.world.YieldPoint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a history as one number: equal for histories that differ only in the order of calls on different
 * resources, and that therefore continue alike. Everything that a handler can see must be part of it; otherwise a
 * history that breaks a rule would be cut off as known.
 *
 * <p>The part of an attempt covers all that it has seen: its delivery and deadline, and for each of its calls the
 * resource, everything that had happened to the resource before, and the time. The part of a resource covers the
 * attempts that touched it, in their order, each with all that it had seen until then. The fields of a handler that
 * serves several invocations at once are a resource, which each of their steps touches.
 */
final class StateHash {

    private final Map<String, Long> resources = new TreeMap<>();

    /** {@return the part of an attempt that begins} */
    static long ofStart(int number, Delivery delivery, Instant deadline) {
        return Hashes.mix(Hashes.mix(number, Hashes.of(delivery.copies().toString())), of(deadline));
    }

    /** Adds a call that an attempt makes, or fails to make. */
    void add(InvocationAttempt attempt, TurnCommand command, Instant now) {
        YieldPoint point = attempt.point();
        long call = Hashes.mix(Hashes.of(point.label()), attempt.chosen().number());
        long seen = seenBeside(
                attempt, Hashes.mix(Hashes.mix(attempt.hash(), call), Hashes.mix(Hashes.of(command.name()), of(now))));
        if (command == TurnCommand.FAIL || point.resource().isEmpty()) {
            attempt.hash(seen); // no resource was touched
            return;
        }
        long touched = Hashes.mix(resources.getOrDefault(point.resource(), 1L), seen);
        resources.put(point.resource(), touched);
        attempt.hash(touched);
    }

    /** {@return what an attempt has seen with what the others in its environment did, whose fields it shares} */
    private long seenBeside(InvocationAttempt attempt, long seen) {
        ExecutionEnvironment environment = attempt.environment();
        if (!environment.isShared()) {
            return seen;
        }
        long fields = Hashes.mix(seenBy(environment), seen);
        resources.put(fieldsOf(environment), fields);
        return fields;
    }

    /** {@return the part of an environment: all that the attempts in it have seen; 0 for a new one} */
    long seenBy(ExecutionEnvironment environment) {
        Long fields = resources.get(fieldsOf(environment));
        return fields == null ? environment.last().map(InvocationAttempt::hash).orElse(0L) : fields;
    }

    private static String fieldsOf(ExecutionEnvironment environment) {
        return "environment " + environment.number();
    }

    /** {@return the whole state} */
    long of(
            Instant now,
            Deliveries deliveries,
            List<InvocationAttempt> attempts,
            Collection<InvocationAttempt> frozen,
            @Nullable InvocationAttempt current) {
        long hash = Hashes.mix(Hashes.mix(of(now), deliveries.hash()), attempts.size());
        for (InvocationAttempt attempt : attempts) {
            if (attempt.state() != InvocationAttempt.State.CRASHED) {
                hash = Hashes.mix(
                        hash,
                        Hashes.mix(
                                attempt.hash(),
                                Hashes.mix(
                                        Hashes.mix(
                                                attempt.number(),
                                                attempt.chosen().number()),
                                        Hashes.of(
                                                attempt.state().name() + (attempt.isTimedOut() ? " timed out" : "")))));
            }
        }
        for (Map.Entry<String, Long> resource : resources.entrySet()) {
            hash = Hashes.mix(hash, Hashes.mix(Hashes.of(resource.getKey()), resource.getValue()));
        }
        for (InvocationAttempt attempt : frozen) {
            hash = Hashes.mix(hash, attempt.number());
        }
        return Hashes.mix(hash, current == null || !current.isAlive() ? 0 : current.number());
    }

    private static long of(Instant moment) {
        return Hashes.mix(moment.getEpochSecond(), moment.getNano());
    }
}
