// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import dev.semel.lambda.BatchPolicy;
import java.util.concurrent.ExecutorService;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Semel's part by another build, which {@link EarlierBuild} loads. It uses nothing that an earlier build lacks. */
public final class EarlierSide {

    private final SemelSide semel;

    /** Made by {@link EarlierBuild}. */
    public EarlierSide(DynamoDbClient client, Work work, Orders orders, ExecutorService bodies) {
        semel = new SemelSide(client, work, orders, bodies, BatchPolicy.defaults());
    }

    /** {@return the handling by the default policy} */
    public EventHandler byDefault() {
        return semel::runByDefault;
    }

    /** {@return the handling with results written at the end} */
    public EventHandler endOfBatch() {
        return semel::endOfBatch;
    }
}
