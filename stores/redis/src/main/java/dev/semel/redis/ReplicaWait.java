// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import java.time.Duration;
import java.util.Objects;

/**
 * The replicas that must have received a write before it counts as answered ({@code WAIT}). A reply of fewer replicas
 * is no answer: nothing executes on it, and a repetition is recognised (S6).
 *
 * <p>It makes the loss of a write at a failover less likely, and does not exclude it: Redis may promote a replica that
 * has not received the write, and a replica acknowledges what it holds in memory only.
 *
 * @param replicas the number of replicas; 0 for none
 * @param timeout the longest wait for them; positive unless there are none
 */
public record ReplicaWait(int replicas, Duration timeout) {

    /** No wait: a write is answered when the primary has made it. */
    public static final ReplicaWait NONE = new ReplicaWait(0, Duration.ZERO);

    /** Validates both. */
    public ReplicaWait {
        Objects.requireNonNull(timeout, "timeout");
        if (replicas < 0) {
            throw new IllegalArgumentException("replicas must not be negative, is " + replicas);
        }
        if (replicas > 0 && timeout.toMillis() < 1) {
            throw new IllegalArgumentException("timeout must be at least 1 ms (0 would wait for ever), is " + timeout);
        }
    }

    boolean isNone() {
        return replicas == 0;
    }

    /** {@return this wait, cut to half of the time of a call, so that the answer arrives in time} */
    ReplicaWait within(Duration left) {
        Duration half = left.dividedBy(2);
        if (isNone() || timeout.compareTo(half) <= 0) {
            return this;
        }
        return new ReplicaWait(replicas, half.toMillis() < 1 ? Duration.ofMillis(1) : half);
    }
}
