// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.json.JacksonCodec;
import dev.semel.lambda.LambdaDeadline;
import java.util.Objects;

/** As {@link SemelFunction}, primed while it initialises: what SnapStart takes its snapshot of. */
public final class PrimedFunction implements RequestHandler<Order, Receipt> {

    private final Operation<Order, Receipt> charge;

    /** Called by the runtime. */
    public PrimedFunction() throws Exception {
        DynamoDbStore store = DynamoDbStore.of(Settings.client(), Settings.table());
        charge = Idempotency.builder(store)
                .codec(JacksonCodec.create())
                .build()
                .operation("charge", Order.class, Receipt.class)
                .key(Order::getId)
                .body((order, execution) -> Receipt.of(order));
        Order example = new Order();
        example.setId("example");
        charge.prime(example, Receipt.of(example));
        store.prime();
    }

    @Override
    public Receipt handleRequest(Order order, Context context) {
        try {
            return Objects.requireNonNull(charge.run(order, LambdaDeadline.of(context)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
