// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.LightClient;
import dev.semel.json.PlainJsonCodec;
import dev.semel.lambda.S3Handler;
import dev.semel.lambda.S3Object;
import dev.semel.lambda.S3Source;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Charges once for each upload, also after a crash in between. The third handler of the walk-through. */
public final class SemelUploadHandler implements RequestStreamHandler {

    private final S3Handler<String> handler;

    /** Called by Lambda, once per execution environment. */
    public SemelUploadHandler() {
        DynamoDbClient dynamoDb = LightClient.create();
        UploadCharges charges = new UploadCharges(dynamoDb);
        Idempotency idempotency = Idempotency.builder(
                        DynamoDbStore.of(dynamoDb, UploadCharges.variable("IDEMPOTENCY_TABLE")))
                .codec(PlainJsonCodec.create())
                .build();
        Operation<S3Object, String> charge = S3Source.operationPerDelivery(idempotency, "charge", String.class)
                .body((upload, execution) -> {
                    charges.charge(execution.effectKey("charge"), upload.bucket() + "/" + upload.key());
                    return "charged for " + upload.key();
                });
        handler = S3Handler.of(charge);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) {
        handler.handleRequest(event, response, context);
    }
}
