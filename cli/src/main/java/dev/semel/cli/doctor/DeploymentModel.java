// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A deployment, as far as it was seen.
 *
 * @param tables the tables of records
 * @param tableElsewhere whether functions use a table that is not here
 * @param functions the functions
 * @param mappings the mappings
 * @param queues the queues
 * @param routes the other ways to the functions
 * @param deadLetterQueues places of the queues that get what was given up
 * @param watchedQueues places of the queues that an alarm watches
 * @param unseen what could not be looked at, for a reader
 */
record DeploymentModel(
        List<RecordTable> tables,
        boolean tableElsewhere,
        List<GuardedFunction> functions,
        List<SourceMapping> mappings,
        List<MessageQueue> queues,
        List<EventRoute> routes,
        Set<String> deadLetterQueues,
        Setting<Set<String>> watchedQueues,
        List<String> unseen) {
    DeploymentModel {
        tables = List.copyOf(tables);
        functions = List.copyOf(functions);
        mappings = List.copyOf(mappings);
        queues = List.copyOf(queues);
        routes = List.copyOf(routes);
        deadLetterQueues = Set.copyOf(deadLetterQueues);
        unseen = List.copyOf(unseen);
    }

    Optional<MessageQueue> queue(String place) {
        return queues.stream().filter(queue -> queue.place().equals(place)).findFirst();
    }

    /** {@return the functions to check: those that use the records, or all if none was seen to} */
    List<GuardedFunction> guarded() {
        List<GuardedFunction> users =
                functions.stream().filter(GuardedFunction::usesRecords).toList();
        return users.isEmpty() ? functions : users;
    }
}
