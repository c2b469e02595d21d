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
 *
 * @param dynamoDb leads to the table
 * @param payments leads to the payment service
 * @param order what to charge
 */
record ReadmeExample(DynamoDbClient dynamoDb, Payments payments, Order order) {

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
