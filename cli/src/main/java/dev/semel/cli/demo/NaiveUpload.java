// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.dynamodb.LightClient;
import dev.semel.lambda.S3Object;
import dev.semel.lambda.S3Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** Function of the demo on the platform that charges for each upload, each time that it is told of it. */
public final class NaiveUpload implements RequestStreamHandler {

    private final UploadWork work = new UploadWork(LightClient.create());

    /** Called by Lambda, once per execution environment. */
    public NaiveUpload() {}

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        try {
            for (S3Object upload : S3Source.parse(event)) {
                work.charge(upload, Map.of());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
