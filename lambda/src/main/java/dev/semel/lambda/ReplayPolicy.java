// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import dev.semel.KeyExtractor;
import dev.semel.model.LengthPrefixed;
import java.util.Objects;

/**
 * Policy for events that a replay from an EventBridge archive sends again; they have a {@code replay-name}. A replay is
 * unordered, may hold only a part of the events, and does not depend on earlier executions (Amazon EventBridge User
 * Guide, "Archiving and replaying events in Amazon EventBridge"). Immutable and thread-safe.
 *
 * <p>A policy decides about keys and about executing; whichever is chosen must stay as long as records live.
 */
public sealed interface ReplayPolicy {

    /**
     * {@return the policy that treats a replayed event as a duplicate: a completed event replays its result, a missing
     * one executes} The key must not be the event's id, because it is not documented whether a replay keeps it, and the
     * dedupe window must reach back as far as events are replayed. The default.
     */
    static ReplayPolicy asDuplicate() {
        return new AsDuplicate();
    }

    /**
     * {@return the policy that acknowledges a replayed event without executing: replays are meant for other targets}
     */
    static ReplayPolicy ignore() {
        return new Ignore();
    }

    /**
     * {@return the policy that executes a replayed event once for each replay, also when it was executed before: the
     * replay's name becomes a part of the key, so give every replay a name that was never used}
     */
    static ReplayPolicy oncePerReplay() {
        return new OncePerReplay();
    }

    /**
     * {@return whether {@code event} is to be acknowledged without executing anything}
     *
     * @param event the event
     */
    default boolean ignores(EventBridgeEvent event) {
        return switch (this) {
            case Ignore ignore -> event.replayName() != null;
            case AsDuplicate duplicate -> false;
            case OncePerReplay once -> false;
        };
    }

    /**
     * {@return the key of an operation with this policy, made from its key without replays} Injective; as thread-safe
     * as {@code key}.
     *
     * @param key the key without replays
     */
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
