// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.util.List;
import java.util.Set;

/** Shared parts of reading batches. */
final class BatchEvents {

    private BatchEvents() {}

    /**
     * {@return the elements of the array at {@code name}}
     *
     * @param sender the sender of such events, as in "An SQS event source mapping"
     * @throws InvalidEventException if there is no such array, with the likely cause
     */
    static List<JsonPlace> records(JsonPlace root, String name, String sender) {
        requireNoArray(root);
        return root.at(name).elements(sender + " must invoke this function");
    }

    /** Requires the {@code eventSource} to be one of {@code sources}. */
    static void requireSource(JsonPlace root, Set<String> sources) {
        JsonPlace source = root.at("eventSource");
        requireNoArray(root);
        if (!sources.contains(source.text())) {
            throw source.invalid(
                    "is not " + String.join(" or ", sources.stream().sorted().toList()), JsonPlace.OWN_HANDLER);
        }
    }

    private static void requireNoArray(JsonPlace root) {
        if (root.node().isArray()) {
            throw root.invalid("is an array, as EventBridge Pipes send it", "Use PipeHandler for a pipe");
        }
    }
}
