// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.KeyExtractor;
import dev.semel.model.LengthPrefixed;
import java.util.Objects;

/**
 * What an event means that a replay from an EventBridge archive sends again, which its {@code replay-name} tells. A replay
 * comes in no order, may hold a part of the events only, and knows nothing of what was done (Amazon EventBridge User Guide,
 * "Archiving and replaying events in Amazon EventBridge"). Immutable and thread-safe.
 *
 * <p>A policy decides about keys and about executing; whichever is chosen must stay as long as records live.
 */
public sealed interface ReplayPolicy {

    /**
     * Returns the policy that takes a replayed event for a duplicate: what completed replays its result, what is missing
     * executes. The key must not be the event's id, for whether a replay keeps it is not documented, and the dedupe window
     * must be as long as events are replayed. The default.
     */
    static ReplayPolicy asDuplicate() {
        return new AsDuplicate();
    }

    /** Returns the policy that acknowledges a replayed event without executing: replays are meant for other targets. */
    static ReplayPolicy ignore() {
        return new Ignore();
    }

    /**
     * Returns the policy that executes a replayed event once for each replay, also when it was executed before: the
     * replay's name becomes a part of the key, so give every replay a name that was never used.
     */
    static ReplayPolicy oncePerReplay() {
        return new OncePerReplay();
    }

    /** Returns whether {@code event} is to be acknowledged without executing anything. */
    default boolean ignores(EventBridgeEvent event) {
        return switch (this) {
            case Ignore ignore -> event.replayName() != null;
            case AsDuplicate duplicate -> false;
            case OncePerReplay once -> false;
        };
    }

    /** Returns the key of an operation with this policy, made of its key without replays. Injective; as thread-safe as that. */
    default KeyExtractor<EventBridgeEvent> keyOf(KeyExtractor<EventBridgeEvent> key) {
        Objects.requireNonNull(key, "key");
        return switch (this) {
            case AsDuplicate duplicate -> key;
            case Ignore ignore -> key;
            case OncePerReplay once ->
                event -> {
                    String original = key.extract(event);
                    return original == null || original.isEmpty()
                            ? original
                            : LengthPrefixed.joinOptional(original, event.replayName());
                };
        };
    }

    /** See {@link #asDuplicate()}. */
    record AsDuplicate() implements ReplayPolicy {}

    /** See {@link #ignore()}. */
    record Ignore() implements ReplayPolicy {}

    /** See {@link #oncePerReplay()}. */
    record OncePerReplay() implements ReplayPolicy {}
}
