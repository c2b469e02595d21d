// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.lambda.LambdaDeadline;
import java.util.Objects;

/** Ours without a JSON mapper: the engine keeps a text, and compares a text of the order. */
public final class TextFunction implements RequestHandler<Order, Receipt> {

    private final Operation<Order, String> charge = Idempotency.builder(
                    DynamoDbStore.of(Settings.client(), Settings.table()))
            .build()
            .operation("charge", Order.class, String.class)
            .key(Order::getId)
            .fingerprintOf(order -> order.getId() + "/" + order.getAmount())
            .body((order, execution) -> Receipt.of(order).getNumber());

    /** Called by the runtime. */
    public TextFunction() {}

    @Override
    public Receipt handleRequest(Order order, Context context) {
        try {
            Receipt receipt = new Receipt();
            receipt.setNumber(Objects.requireNonNull(charge.run(order, LambdaDeadline.of(context))));
            return receipt;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
