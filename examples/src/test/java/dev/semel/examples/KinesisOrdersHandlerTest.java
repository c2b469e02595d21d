// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import org.junit.jupiter.api.Test;

class KinesisOrdersHandlerTest extends RuntimeTest {

    KinesisOrdersHandlerTest(LocalDynamoDb server) {
        super(server, KinesisOrdersHandler.class);
    }

    @Test
    void theRecordThatIsNoOrderIsTheCheckpoint() throws Exception {
        String failed = "{\"batchItemFailures\":[{\"itemIdentifier\":"
                + "\"49590338271490256608559692538361571095921575989136588892\"}]}";
        assertThat(deliver(event("kinesis-orders.json"))).isEqualTo(failed);
        assertThat(deliver(event("kinesis-orders.json"))).isEqualTo(failed);
        assertThat(ledger()).containsExactlyInAnyOrder("charge 6001", "charge 6004");
    }
}
