// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Execution;
import dev.semel.Idempotency;
import dev.semel.Operation;
import dev.semel.lambda.BatchPolicy;
import dev.semel.lambda.S3Handler;
import dev.semel.lambda.S3Object;
import dev.semel.lambda.S3Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Places the orders of an uploaded file, each once. An attempt that crashes in the middle of a file leaves the orders
 * before that; the next one finds them placed, and goes on.
 */
public final class ImportOrders implements RequestStreamHandler {

    private final RequestStreamHandler handler;

    /** Called by Lambda, once per execution environment. */
    public ImportOrders() {
        ShopWiring shop = ShopWiring.fromEnvironment("uploads");
        handler = shop.metrics()
                .around(handler(shop.idempotency(), shop.files(), shop.orders(), shop.queue(), shop.batches()));
    }

    static RequestStreamHandler handler(
            Idempotency idempotency, OrderFiles files, ShopOrders<?> orders, OrderQueue queue, BatchPolicy policy) {
        Operation<S3Object, Integer> orderFile = S3Source.operationPerDelivery(idempotency, "import", Integer.class)
                .body((upload, execution) ->
                        place(files.read(upload.bucket(), upload.key()), orders, queue, execution));
        return S3Handler.of(orderFile, policy);
    }

    /** {@return the number of orders} */
    private static int place(List<ShopOrder> file, ShopOrders<?> orders, OrderQueue queue, Execution execution)
            throws Exception {
        for (ShopOrder order : file) {
            execution.step(order.id(), effect -> {
                orders.place(order); // the order's id is the customer's own: a second file with it places nothing
                queue.send(order.id());
            });
        }
        return file.size();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        handler.handleRequest(event, response, context);
    }
}
