// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.LightClient;
import dev.semel.lambda.S3Handler;
import dev.semel.lambda.S3Object;
import dev.semel.lambda.S3Source;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Function of the demo on the platform that charges for each upload once. */
public final class SemelUpload implements RequestStreamHandler {

    private final S3Handler<String> handler;

    /** Called by Lambda, once per execution environment. */
    public SemelUpload() {
        DynamoDbClient dynamoDb = LightClient.create();
        UploadWork work = new UploadWork(dynamoDb);
        Idempotency idempotency = Idempotency.builder(
                        DynamoDbStore.of(dynamoDb, UploadWork.variable(UploadWork.IDEMPOTENCY_TABLE)))
                .build();
        Operation<S3Object, String> charge = S3Source.operationPerDelivery(idempotency, "charge", String.class)
                .body((upload, execution) ->
                        work.charge(upload, Map.of("Idempotency-Key", execution.effectKey("charge"))));
        handler = S3Handler.of(charge);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) {
        handler.handleRequest(event, response, context);
    }
}
