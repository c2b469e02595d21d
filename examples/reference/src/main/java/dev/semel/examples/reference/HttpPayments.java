// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;

/** The payment company's API over HTTP. */
final class HttpPayments implements PaymentCompany {

    private final JsonMapper mapper = new JsonMapper();
    private final KeyedApi api;

    HttpPayments(URI address) {
        this.api = new KeyedApi(address);
    }

    @Override
    public String charge(ShopOrder order, String idempotencyKey)
            throws PaymentDeclined, IOException, InterruptedException {
        String body = mapper.writeValueAsString(Map.of("orderId", order.id(), "cents", order.cents()));
        HttpResponse<String> answer = api.post("/charges", idempotencyKey, body);
        return switch (answer.statusCode()) {
            case 200 -> answer.body();
            case 402 -> throw new PaymentDeclined(answer.body());
            default -> throw new IOException("the payment company answered " + answer.statusCode());
        };
    }

    @Override
    public Trace trace(String idempotencyKey) throws IOException, InterruptedException {
        HttpResponse<String> answer = api.get("/charges/" + idempotencyKey);
        return switch (answer.statusCode()) {
            case 200 -> Trace.REPEATABLE;
            case 410 -> Trace.FORGOTTEN;
            case 404 -> Trace.NONE;
            default -> throw new IOException("the payment company answered " + answer.statusCode());
        };
    }
}
