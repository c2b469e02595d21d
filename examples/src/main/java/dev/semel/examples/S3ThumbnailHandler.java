// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.lambda.S3Handler;
import dev.semel.lambda.S3Source;
import java.io.InputStream;
import java.io.OutputStream;

/** Makes one thumbnail for each upload that S3 notifies of, however often it does. */
public final class S3ThumbnailHandler implements RequestStreamHandler {

    private final S3Handler<String> handler;

    /** Called by Lambda, once per execution environment. */
    public S3ThumbnailHandler() {
        FunctionTables tables = FunctionTables.fromEnvironment();
        handler = S3Handler.of(S3Source.operationPerDelivery(tables.idempotency(), "thumbnail", String.class)
                .body((object, execution) -> {
                    tables.enter("thumbnail of " + object.key());
                    return "thumbnails/" + object.key();
                }));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) {
        handler.handleRequest(event, response, context);
    }
}
