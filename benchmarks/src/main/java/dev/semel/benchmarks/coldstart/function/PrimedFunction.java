// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.jackson.JacksonCodec;
import dev.semel.lambda.LambdaDeadline;
import java.util.Objects;

/** As {@link SemelFunction}, primed while it initialises: what SnapStart takes its snapshot of. */
public final class PrimedFunction implements RequestHandler<ColdOrder, ColdReceipt> {

    private final Operation<ColdOrder, ColdReceipt> charge;

    /** Called by the runtime. */
    public PrimedFunction() throws Exception {
        DynamoDbStore store = DynamoDbStore.of(FunctionEnvironment.client(), FunctionEnvironment.table());
        charge = Idempotency.builder(store)
                .codec(JacksonCodec.create())
                .build()
                .operation("charge", ColdOrder.class, ColdReceipt.class)
                .key(ColdOrder::getId)
                .body((order, execution) -> ColdReceipt.of(order));
        ColdOrder example = new ColdOrder();
        example.setId("example");
        charge.prime(example, ColdReceipt.of(example));
        store.prime();
    }

    @Override
    public ColdReceipt handleRequest(ColdOrder order, Context context) {
        try {
            return Objects.requireNonNull(charge.run(order, LambdaDeadline.of(context)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
