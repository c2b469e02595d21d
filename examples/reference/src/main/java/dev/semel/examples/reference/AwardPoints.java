// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Idempotency;
import dev.semel.Transaction;
import dev.semel.TransactionalOperation;
import dev.semel.lambda.EventBridgeSource;
import dev.semel.lambda.JsonDocument;
import dev.semel.lambda.LambdaDeadline;
import dev.semel.store.CommitStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Awards a point for each euro of a paid order, once. Points and idempotency record are one transaction of DynamoDB:
 * both are there or neither is, so a crash leaves nothing to ask about.
 */
public final class AwardPoints implements RequestStreamHandler {

    private final RequestStreamHandler handler;

    /** Called by Lambda, once per execution environment. */
    public AwardPoints() {
        ShopWiring shop = ShopWiring.fromEnvironment("bus");
        handler = shop.metrics().around(handler(shop.idempotency(), shop.store(), shop.points()));
    }

    static <W> RequestStreamHandler handler(Idempotency idempotency, CommitStore<W> store, Points<W> points) {
        TransactionalOperation<JsonDocument, Long, W> award = idempotency
                .operation("award", JsonDocument.class, Long.class)
                .key(paid -> paid.text("/orderId").orElse(null))
                .dedupeWindow(Duration.ofDays(30)) // as late as anything is replayed from the archive
                .transaction(store, (paid, context) -> {
                    long earned = Long.parseLong(paid.text("/cents").orElseThrow()) / 100;
                    return Transaction.of(
                            earned, points.add(paid.text("/customer").orElseThrow(), earned));
                });
        return (event, response, context) -> {
            JsonDocument paid = EventBridgeSource.parse(event).detail();
            try {
                award.run(paid, LambdaDeadline.of(context));
            } catch (RuntimeException | IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException("no points were awarded; the event comes again", e);
            }
        };
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        handler.handleRequest(event, response, context);
    }
}
