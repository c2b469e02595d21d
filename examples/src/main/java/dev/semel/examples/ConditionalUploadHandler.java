// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.dynamodb.LightClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Charges for an upload unless its key was claimed before. The second handler of the walk-through. */
public final class ConditionalUploadHandler implements RequestStreamHandler {

    private final UploadCharges charges = new UploadCharges(LightClient.create());

    /** Called by Lambda, once per execution environment. */
    public ConditionalUploadHandler() {}

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        for (JsonNode record : new JsonMapper().readTree(event).path("Records")) {
            String upload = record.at("/s3/bucket/name").asText() + "/"
                    + record.at("/s3/object/key").asText();
            if (!charges.claim(upload)) {
                context.getLogger().log("Duplicate skipped for " + upload + "\n");
                continue;
            }
            // A crash here loses the charge: the next delivery finds the claim, and skips.
            charges.charge(context.getAwsRequestId(), upload);
            context.getLogger().log("Charged for " + upload + "\n");
        }
    }
}
