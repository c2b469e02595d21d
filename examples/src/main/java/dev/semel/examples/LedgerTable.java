// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A ledger that takes whatever it is given as often as it is given, and looks at no key: what is executed twice shows.
 */
final class LedgerTable implements Ledger {

    private final DynamoDbClient dynamoDb;
    private final String table;

    /**
     * Makes the ledger.
     *
     * @param dynamoDb the client
     * @param table the table; its key is {@code id}
     */
    LedgerTable(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    @Override
    public String enter(String line, String key) {
        String receipt = UUID.randomUUID().toString();
        dynamoDb.putItem(put -> put.tableName(table)
                .item(Map.of("id", AttributeValue.fromS(receipt), "line", AttributeValue.fromS(line))));
        return receipt;
    }
}
