// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Selection of the responses that are recorded and replayed, by status. Any other response goes to its client only, and
 * the key is released: the next request with it executes again, with the same effect keys.
 *
 * <p>The outcome of such an attempt is unknown, as after an exception, because a status does not prove which effects
 * took place: a 429 may come from the second of two services. If it is certain that nothing happened, declare it with
 * {@link #notExecuted}; that matters to operations that quarantine or reconcile unknown outcomes. Immutable.
 */
public final class StoredStatuses {

    private final IntPredicate stored;
    private final Set<Integer> notExecuted;

    private StoredStatuses(IntPredicate stored, Set<Integer> notExecuted) {
        this.stored = stored;
        this.notExecuted = Set.copyOf(notExecuted);
    }

    /**
     * {@return the default: 200 to 499, except statuses that another try may change: 401 (Unauthorized), 403
     * (Forbidden) and 407 (Proxy Authentication Required), because the caller may get the right; 423 (Locked), because
     * a resource is freed; 408 (Request Timeout), 409 (Conflict), 425 (Too Early) and 429 (Too Many Requests), which
     * ask the client to try again, as 500 and above do}
     */
    public static StoredStatuses standard() {
        return of(status -> switch (status) {
            case 401, 403, 407, 423 -> false;
            case 408, 409, 425, 429 -> false;
            default -> status < 500;
        });
    }

    /**
     * {@return the statuses that a predicate selects}
     *
     * @param stored true for the statuses that are stored; thread-safe
     */
    public static StoredStatuses of(IntPredicate stored) {
        return new StoredStatuses(Objects.requireNonNull(stored, "stored"), Set.of());
    }

    /**
     * {@return the same statuses, with the declaration that a body which answers one of {@code statuses} had no effect}
     *
     * @param statuses the statuses; none of them stored
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
