// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The payment company's API over HTTP. */
public final class HttpPayments implements Payments {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper mapper = new JsonMapper();
    private final URI charges;

    public HttpPayments(URI api) {
        this.charges = api.resolve("/charges");
    }

    @Override
    public Receipt charge(Order order, String idempotencyKey) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(charges)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .timeout(Duration.ofSeconds(5))
                .POST(BodyPublishers.ofString(mapper.writeValueAsString(order)))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return switch (response.statusCode()) {
            case 200 -> mapper.readValue(response.body(), Receipt.class);
            case 402 -> throw new CardDeclined(response.body());
            default -> throw new IOException("the payment API answered " + response.statusCode());
        };
    }
}
