// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import dev.semel.Deadline;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.json.PlainJsonCodec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The example of the README. A test compares the lines between the two marks with the page.
 */
final class ReadmeExample {

    private final DynamoDbClient dynamoDb;
    private final Payments payments;
    private final Order order;

    /**
     * Makes the example.
     *
     * @param dynamoDb the client
     * @param payments the payment service
     * @param order the order
     */
    ReadmeExample(DynamoDbClient dynamoDb, Payments payments, Order order) {
        this.dynamoDb = dynamoDb;
        this.payments = payments;
        this.order = order;
    }

    /** Runs the operation twice, as two deliveries of one event would. */
    List<@Nullable Receipt> receipts() throws Exception {
        Deadline deadline = Deadline.within(Duration.ofSeconds(20));
        // spotless:off
        // readme:begin
        Idempotency idempotency = Idempotency
                .builder(DynamoDbStore.of(dynamoDb, "idempotency"))
                .codec(PlainJsonCodec.create())
                .build();
        Operation<Order, Receipt> charge = idempotency
                .operation("charge", Order.class, Receipt.class)
                .key(Order::id)
                .body((order, run) -> payments.charge(order, run.effectKey("charge")));

        Receipt first = charge.run(order, deadline);  // charges the card
        Receipt second = charge.run(order, deadline); // the same receipt; no second charge
        // readme:end
        // spotless:on
        return Arrays.asList(first, second);
    }
}
