// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which responses are recorded and replayed, by their status. Any other goes to its client only, and the key is given
 * back: the next request with it executes again, with the same effect keys.
 *
 * <p>What such an attempt did is unknown, as after an exception, because a status tells what the client shall think and
 * not which effects took place: a 429 may come from the second of two services. Where it is known that nothing happened,
 * say so with {@link #notExecuted}; that matters to operations that quarantine or reconcile unknown outcomes. Immutable.
 */
public final class StoredStatuses {

    private final IntPredicate stored;
    private final Set<Integer> notExecuted;

    private StoredStatuses(IntPredicate stored, Set<Integer> notExecuted) {
        this.stored = stored;
        this.notExecuted = Set.copyOf(notExecuted);
    }

    /**
     * Returns the default: 200 to 499, but for 408 (Request Timeout), 409 (Conflict), 425 (Too Early) and 429 (Too Many
     * Requests), which ask the client to try again, as 500 and above do.
     */
    public static StoredStatuses standard() {
        return of(status -> switch (status) {
            case 408, 409, 425, 429 -> false;
            default -> status < 500;
        });
    }

    /** Returns those of which a predicate says so; thread-safe. */
    public static StoredStatuses of(IntPredicate stored) {
        return new StoredStatuses(Objects.requireNonNull(stored, "stored"), Set.of());
    }

    /**
     * Returns the same statuses, with the word of the operation that a body which answers one of these has had no effect.
     *
     * @param statuses none of them stored
     */
    public StoredStatuses notExecuted(int... statuses) {
        for (int status : statuses) {
            if (stored.test(status)) {
                throw new IllegalArgumentException("status " + status + " is stored, so it is never executed again");
            }
        }
        return new StoredStatuses(
                stored,
                IntStream.concat(notExecuted.stream().mapToInt(Integer::intValue), IntStream.of(statuses))
                        .boxed()
                        .collect(Collectors.toUnmodifiableSet()));
    }

    boolean isStored(int status) {
        return stored.test(status);
    }

    boolean saysNotExecuted(int status) {
        return notExecuted.contains(status);
    }
}
