// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import software.amazon.lambda.powertools.idempotency.Idempotency;
import software.amazon.lambda.powertools.idempotency.IdempotencyConfig;
import software.amazon.lambda.powertools.idempotency.Idempotent;
import software.amazon.lambda.powertools.idempotency.persistence.DynamoDBPersistenceStore;

/** The peer's, as its documentation shows it, woven by AspectJ. */
public final class PowertoolsFunction implements RequestHandler<ColdOrder, ColdReceipt> {

    /** Called by the runtime. */
    public PowertoolsFunction() {
        Idempotency.config()
                .withPersistenceStore(DynamoDBPersistenceStore.builder()
                        .withDynamoDbClient(FunctionEnvironment.client())
                        .withTableName(FunctionEnvironment.table())
                        .build())
                .withConfig(
                        IdempotencyConfig.builder().withEventKeyJMESPath("id").build())
                .configure();
    }

    @Override
    @Idempotent
    public ColdReceipt handleRequest(ColdOrder order, Context context) {
        return ColdReceipt.of(order);
    }
}
