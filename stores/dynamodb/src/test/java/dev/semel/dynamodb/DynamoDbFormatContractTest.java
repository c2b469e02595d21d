// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.contract.FormatContract;
import dev.semel.model.IdempotencyKey;
import dev.semel.store.IdempotencyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(LocalServer.class)
class DynamoDbFormatContractTest extends FormatContract {

    private static final String TABLE = "format-contract";

    private final LocalDynamoDb server;
    private final DynamoDbStore store;

    DynamoDbFormatContractTest(LocalDynamoDb server) {
        this.server = server;
        store = server.store(TABLE);
    }

    @Override
    protected IdempotencyStore store() {
        return store;
    }

    @Override
    protected void plantUnknownFormat(IdempotencyKey key, Instant now) {
        Map<String, AttributeValue> item = new HashMap<>(GoldenItem.read("completed.json"));
        item.put("id", AttributeValue.fromS(key.recordId()));
        item.put("format", AttributeValue.fromN("2"));
        item.put("expiration", Values.seconds(now.minus(Duration.ofDays(1))));
        server.client().putItem(request -> request.tableName(TABLE).item(item));
    }
}
