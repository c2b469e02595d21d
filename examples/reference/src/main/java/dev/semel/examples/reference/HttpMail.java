// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** The mail service's API over HTTP. */
final class HttpMail implements MailService {

    private final JsonMapper mapper = new JsonMapper();
    private final KeyedApi api;

    HttpMail(URI address) {
        this.api = new KeyedApi(address);
    }

    @Override
    public void confirm(ShopOrder order, String payment, String idempotencyKey)
            throws IOException, InterruptedException {
        String body = mapper.writeValueAsString(
                Map.of("orderId", order.id(), "to", order.customer(), "cents", order.cents(), "payment", payment));
        int status = api.post("/mails", idempotencyKey, body).statusCode();
        if (status != 200) {
            throw new IOException("the mail service answered " + status);
        }
    }
}
