// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A named position reached inside an operation, with the value that the step there returned.
 *
 * @param name unique inside the operation; never empty
 * @param value the encoded value; null for none
 * @param attempt the attempt that reached it, from 1
 * @param reachedAt the moment at which it was reached, in whole milliseconds
 */
public record RecoveryPoint(String name, @Nullable Blob value, int attempt, Instant reachedAt) {

    /** Validates name, attempt and moment. */
    public RecoveryPoint {
        Text.requireFilled(Objects.requireNonNull(name, "name"), "recovery point name");
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt must be at least 1, is " + attempt);
        }
        Moments.requireMillis(Objects.requireNonNull(reachedAt, "reachedAt"), "reachedAt");
    }

    /** {@return whether both store the same value under the same name, whenever and by whichever attempt} */
    boolean isSameStep(RecoveryPoint other) {
        return name.equals(other.name) && Objects.equals(value, other.value);
    }

    @Override
    public String toString() {
        return "RecoveryPoint[name=" + PrintableText.name(name) + ", value=" + value + ", attempt=" + attempt
                + ", reachedAt=" + reachedAt + "]";
    }
}
