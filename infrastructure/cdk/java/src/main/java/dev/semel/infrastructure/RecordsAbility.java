// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.infrastructure;

import java.util.List;

/** Abilities of a role on the table of records; docs/security.md has the policies. */
public enum RecordsAbility {
    /** Single calls. */
    SINGLE,

    /** Batches of queues, streams and topics. */
    BATCHES,

    /** Transactions; the tables of the effects need grants of their own. */
    TRANSACTIONS,

    /** Listing, for operators. */
    LISTING;

    List<String> actions() {
        return switch (this) {
            case SINGLE, TRANSACTIONS -> List.of("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem");
            case BATCHES ->
                List.of(
                        "dynamodb:BatchGetItem",
                        "dynamodb:GetItem",
                        "dynamodb:PartiQLInsert",
                        "dynamodb:PartiQLUpdate",
                        "dynamodb:PutItem",
                        "dynamodb:UpdateItem");
            case LISTING -> List.of("dynamodb:GetItem", "dynamodb:Scan");
        };
    }
}
