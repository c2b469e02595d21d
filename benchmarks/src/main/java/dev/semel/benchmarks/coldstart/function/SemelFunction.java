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

/** Ours: an operation with every default, results and fingerprints as JSON. */
public final class SemelFunction implements RequestHandler<ColdOrder, ColdReceipt> {

    private final Operation<ColdOrder, ColdReceipt> charge = Idempotency.builder(
                    DynamoDbStore.of(FunctionEnvironment.client(), FunctionEnvironment.table()))
            .codec(JacksonCodec.create())
            .build()
            .operation("charge", ColdOrder.class, ColdReceipt.class)
            .key(ColdOrder::getId)
            .body((order, execution) -> ColdReceipt.of(order));

    /** Called by the runtime. */
    public SemelFunction() {}

    @Override
    public ColdReceipt handleRequest(ColdOrder order, Context context) {
        try {
            return Objects.requireNonNull(charge.run(order, LambdaDeadline.of(context)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
