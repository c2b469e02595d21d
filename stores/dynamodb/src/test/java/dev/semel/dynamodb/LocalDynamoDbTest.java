// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class LocalDynamoDbTest {
    @Test
    void startsEmptyAndAnswersOverHttp() throws Exception {
        try (LocalDynamoDb server = LocalDynamoDb.start();
                DynamoDbClient client = server.client()) {
            assertThat(client.listTables().tableNames()).isEmpty();
        }
    }
}
