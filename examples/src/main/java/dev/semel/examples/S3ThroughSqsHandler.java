// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Deadline;
import dev.semel.Operation;
import dev.semel.lambda.S3Object;
import dev.semel.lambda.S3Source;
import dev.semel.lambda.SqsHandler;
import dev.semel.lambda.SqsMessage;
import dev.semel.lambda.SqsSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Makes one thumbnail for each upload that S3 notifies a queue of: a message holds several uploads, or none. */
public final class S3ThroughSqsHandler implements RequestStreamHandler {

    private final SqsHandler<SqsMessage, Void> handler;

    /** Called by Lambda, once per execution environment. */
    public S3ThroughSqsHandler() {
        this(Wiring.fromEnvironment());
    }

    S3ThroughSqsHandler(Wiring wiring) {
        Operation<S3Object, String> thumbnail = S3Source.operationPerDelivery(
                        wiring.idempotency(), "thumbnail", String.class)
                .body((object, execution) -> {
                    wiring.ledger().enter("thumbnail of " + object.key(), execution.effectKey("thumbnail"));
                    return "thumbnails/" + object.key();
                });
        Operation<SqsMessage, Void> message = SqsSource.operationPerDelivery(
                        wiring.idempotency(), "thumbnails-of-message", Void.class)
                .body((sent, execution) -> {
                    for (S3Object upload : sent.s3Objects()) {
                        thumbnail.run(upload, Deadline.within(execution.remaining()));
                    }
                    return null;
                });
        handler = SqsHandler.of(message, wiring.batches());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        handler.handleRequest(event, response, context);
    }
}
