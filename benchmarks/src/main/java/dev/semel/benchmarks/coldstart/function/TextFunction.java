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
public final class TextFunction implements RequestHandler<ColdOrder, ColdReceipt> {

    private final Operation<ColdOrder, String> charge = Idempotency.builder(
                    DynamoDbStore.of(FunctionEnvironment.client(), FunctionEnvironment.table()))
            .build()
            .operation("charge", ColdOrder.class, String.class)
            .key(ColdOrder::getId)
            .fingerprintOf(order -> order.getId() + "/" + order.getAmount())
            .body((order, execution) -> ColdReceipt.of(order).getNumber());

    /** Called by the runtime. */
    public TextFunction() {}

    @Override
    public ColdReceipt handleRequest(ColdOrder order, Context context) {
        try {
            ColdReceipt receipt = new ColdReceipt();
            receipt.setNumber(Objects.requireNonNull(charge.run(order, LambdaDeadline.of(context))));
            return receipt;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
