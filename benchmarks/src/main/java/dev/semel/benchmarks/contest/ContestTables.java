// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import dev.semel.benchmarks.server.LocalDatabase;
import dev.semel.dynamodb.DynamoDbStore;
import java.time.Duration;

/** The tables, one for each side so that none meets another's records. Nothing is deleted while a run lasts. */
final class ContestTables {

    static final String OURS = "semel";
    static final String PEER = "powertools";
    static final String FLOOR = "floor";
    static final String ORDERS = "orders";

    private ContestTables() {}

    static void create(LocalDatabase database) {
        DynamoDbStore.of(database.direct(), OURS).createTableWithoutTtl(Duration.ofSeconds(30));
        database.createTable(PEER);
        database.createTable(FLOOR);
        database.createTable(ORDERS);
    }
}
