// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import org.junit.jupiter.api.Test;

class TableViewHandlerTest extends RuntimeTest {

    TableViewHandlerTest(LocalDynamoDb server) {
        super(server, TableViewHandler.class);
    }

    @Test
    void changesThatComeAgainReplay() throws Exception {
        assertThat(deliver(event("dynamodb-stream.json"))).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(deliver(event("dynamodb-stream.json"))).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(ledger()).containsExactlyInAnyOrder("INSERT of 7001", "MODIFY of 7001");
    }

    @Test
    void aChangeWithoutTheKeyIsTheCheckpoint() throws Exception {
        String event =
                event("dynamodb-stream.json").replace("\"id\"", "\"other\"").replace("c4ca4238", "00000000");
        assertThat(deliver(event)).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"100\"}]}");
    }
}
