// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Operation;
import dev.semel.lambda.DynamoDbStreamHandler;
import dev.semel.lambda.DynamoDbStreamRecord;
import dev.semel.lambda.DynamoDbStreamSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Carries each change of a table to a view once, in the order of each item. */
public final class TableViewHandler implements RequestStreamHandler {

    private final DynamoDbStreamHandler<DynamoDbStreamRecord, String> handler;

    /** Called by Lambda, once per execution environment. */
    public TableViewHandler() {
        this(Wiring.fromEnvironment());
    }

    TableViewHandler(Wiring wiring) {
        Operation<DynamoDbStreamRecord, String> project = DynamoDbStreamSource.operationPerDelivery(
                        wiring.idempotency(), "project", String.class)
                .body((change, execution) -> wiring.ledger()
                        .enter(
                                change.change() + " of "
                                        + change.keys().text("/id/S").orElseThrow(),
                                execution.effectKey("project")));
        handler = DynamoDbStreamHandler.of(project, wiring.batches())
                .orderedBy(change -> change.keys().canonical());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        handler.handleRequest(event, response, context);
    }
}
