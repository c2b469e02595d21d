// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.PayloadMismatchException;
import dev.semel.dynamodb.LocalDynamoDb;
import dev.semel.dynamodb.LocalServer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The comments of the README example are true. */
@ExtendWith(LocalServer.class)
class ReadmeExampleTest {

    private final DynamoDbClient dynamoDb;
    private final List<String> charged = new ArrayList<>();

    ReadmeExampleTest(LocalDynamoDb server) {
        server.store("idempotency");
        dynamoDb = server.client();
    }

    @Test
    void chargesOnceAndReplaysTheReceipt() throws Exception {
        Order order = new Order("1001", "visa", 4200);
        Receipt receipt = new Receipt("payment of 1001", 4200);
        assertThat(charge(order)).containsExactly(receipt, receipt);
        assertThat(charge(order)).containsExactly(receipt, receipt);
        assertThat(charged).hasSize(1);
    }

    @Test
    void theSameOrderWithAnotherAmountIsRefused() throws Exception {
        charge(new Order("1003", "visa", 4200));
        assertThatThrownBy(() -> charge(new Order("1003", "visa", 9900))).isInstanceOf(PayloadMismatchException.class);
        assertThat(charged).hasSize(1);
    }

    private List<@Nullable Receipt> charge(Order order) throws Exception {
        Payments payments = (charge, key) -> {
            charged.add(key);
            return new Receipt("payment of " + charge.id(), charge.amountCents());
        };
        return new ReadmeExample(dynamoDb, payments, order).receipts();
    }
}
