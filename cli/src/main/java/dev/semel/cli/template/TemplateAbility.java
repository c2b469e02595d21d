// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

import java.util.Collection;
import java.util.List;

/** Abilities of a role on the table of records. */
enum TemplateAbility {
    /** Single calls. */
    SINGLE,

    /** Batches: without the three actions more, requests are sent one by one. */
    BATCHES,

    /** Transactions; the statement for the tables of the effects is the user's. */
    TRANSACTIONS,

    /** Listing of records. */
    LISTING,

    /** Reading of single records. */
    READING,

    /** Resolving of quarantined keys. */
    OPERATING,

    /** Erasing of a key's records. */
    ERASING;

    /** {@return the actions that Semel sends for it} */
    private List<String> actions() {
        return switch (this) {
            case SINGLE, TRANSACTIONS, OPERATING -> List.of("GetItem", "PutItem", "UpdateItem");
            case BATCHES ->
                List.of("GetItem", "PutItem", "UpdateItem", "BatchGetItem", "PartiQLInsert", "PartiQLUpdate");
            case LISTING -> List.of("GetItem", "Scan");
            case READING -> List.of("GetItem");
            case ERASING -> List.of("DeleteItem", "Scan");
        };
    }

    /** {@return the actions of some abilities together, sorted} */
    static List<String> actionsOf(Collection<TemplateAbility> abilities) {
        return abilities.stream()
                .flatMap(ability -> ability.actions().stream())
                .distinct()
                .sorted()
                .map(action -> "dynamodb:" + action)
                .toList();
    }
}
