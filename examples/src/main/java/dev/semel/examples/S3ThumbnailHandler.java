// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import dev.semel.lambda.S3Handler;
import dev.semel.lambda.S3Object;
import dev.semel.lambda.S3Source;
import java.io.InputStream;
import java.io.OutputStream;

/** Makes one thumbnail for each upload that S3 notifies of, however often it does. */
public final class S3ThumbnailHandler implements RequestStreamHandler {

    private final S3Handler<String> handler;

    /** Called by Lambda, once per execution environment. */
    public S3ThumbnailHandler() {
        this(Wiring.fromEnvironment());
    }

    S3ThumbnailHandler(Wiring wiring) {
        Operation<S3Object, String> thumbnail = S3Source.operationPerDelivery(
                        wiring.idempotency(), "thumbnail", String.class)
                .body((object, execution) -> {
                    wiring.ledger().enter("thumbnail of " + object.key(), execution.effectKey("thumbnail"));
                    return "thumbnails/" + object.key();
                });
        handler = S3Handler.of(thumbnail, wiring.batches());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) {
        handler.handleRequest(event, response, context);
    }
}
