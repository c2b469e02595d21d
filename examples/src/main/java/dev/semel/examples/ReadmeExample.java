// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import dev.semel.Deadline;
import dev.semel.FailureRule;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.codec.FailureCodec;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.json.JacksonCodec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The example of the README, which a test compares with the lines between the two marks.
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

    @Nullable
    Receipt receipt() throws Exception {
        // spotless:off
        // readme:begin
        Idempotency idempotency = Idempotency.builder(DynamoDbStore.of(dynamoDb, "idempotency"))
                .codec(JacksonCodec.create())
                .build();

        Operation<Order, Receipt> charge = idempotency.operation("charge", Order.class, Receipt.class)
                .key(Order::id)
                .dedupeWindow(Duration.ofDays(14))
                .onFailure(FailureRule.finalFor(CardDeclined.class, FailureCodec.message(CardDeclined::new)))
                .body((order, execution) -> payments.charge(order, execution.effectKey("charge")));

        Receipt receipt = charge.run(order, Deadline.in(Duration.ofSeconds(20)));
        // readme:end
        // spotless:on
        return receipt;
    }
}
