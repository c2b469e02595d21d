// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Execution;
import dev.semel.Idempotency;
import dev.semel.lambda.JsonDocument;
import dev.semel.lambda.http.HttpHandler;
import dev.semel.lambda.http.HttpRequest;
import dev.semel.lambda.http.HttpResponse;
import dev.semel.model.EffectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Places an order once for each {@code Idempotency-Key}: stores it, and sends it to the queue. A client that gets no
 * answer sends the same request again and gets the first order's.
 */
public final class PlaceOrder implements RequestStreamHandler {

    /** Keys are random, so a client cannot guess the key of another one. */
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final RequestStreamHandler handler;

    /** Called by Lambda, once per execution environment. */
    public PlaceOrder() {
        ShopWiring shop = ShopWiring.fromEnvironment("api");
        handler = shop.metrics().around(handler(shop.idempotency(), shop.orders(), shop.queue()));
    }

    static RequestStreamHandler handler(Idempotency idempotency, ShopOrders<?> orders, OrderQueue queue) {
        return HttpHandler.builder(idempotency, "place")
                .anonymousCallers()
                .keysMatching(UUID_FORM)
                .dedupeWindow(Duration.ofDays(14))
                .build((request, execution) -> place(request, execution, orders, queue));
    }

    private static HttpResponse place(HttpRequest request, Execution execution, ShopOrders<?> orders, OrderQueue queue)
            throws Exception {
        ShopOrder asked;
        try {
            asked = ShopOrder.of(
                    orderId(execution.effectKey("order")),
                    JsonDocument.of(request.body().toUtf8()));
        } catch (IllegalArgumentException e) {
            return HttpResponse.text(400, "text/plain", "customer, article and cents are needed");
        }
        ShopOrder order =
                Objects.requireNonNull(execution.step("store", ShopOrder.class, effect -> orders.place(asked)));
        execution.step("queue", effect -> queue.send(order.id()));
        return HttpResponse.text(201, "text/plain", order.id());
    }

    /** {@return the order's id: the same in every attempt, because the effect key is} */
    static String orderId(String effectKey) {
        return new EffectKey(effectKey).uuid().toString();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        handler.handleRequest(event, response, context);
    }
}
