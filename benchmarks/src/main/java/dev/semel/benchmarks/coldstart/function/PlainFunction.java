// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.json.PlainJsonCodec;
import dev.semel.lambda.LambdaDeadline;
import java.util.Objects;

/** As {@link SemelFunction}, with the codec of plain types: no mapper is deployed. */
public final class PlainFunction implements RequestHandler<ColdOrder, ColdReceipt> {

    private final Operation<ColdOrder, ColdReceipt> charge = Idempotency.builder(
                    DynamoDbStore.of(FunctionEnvironment.client(), FunctionEnvironment.table()))
            .codec(PlainJsonCodec.create())
            .build()
            .operation("charge", ColdOrder.class, ColdReceipt.class)
            .key(ColdOrder::getId)
            .body((order, execution) -> ColdReceipt.of(order));

    /** Called by the runtime. */
    public PlainFunction() {}

    @Override
    public ColdReceipt handleRequest(ColdOrder order, Context context) {
        try {
            return Objects.requireNonNull(charge.run(order, LambdaDeadline.of(context)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
