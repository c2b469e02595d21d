// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class PaymentServiceTest {

    private static final String ORDER = "{\"order\":\"a\",\"content\":\"1\",\"amountCents\":7}";

    @Test
    void theSameKeyGetsTheFirstResponseAgain() throws Exception {
        try (PaymentService service = PaymentService.start()) {
            HttpResponse<String> first = post(service, "key", ORDER);
            HttpResponse<String> again = post(service, "key", ORDER);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
            assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
            assertThat(service.requested()).hasSize(2);
            assertThat(service.charged()).containsExactly(new Intent("a", "1"));
        }
    }

    @Test
    void theSameKeyWithOtherParametersIsRefused() throws Exception {
        try (PaymentService service = PaymentService.start()) {
            post(service, "key", ORDER);
            assertThat(post(service, "key", ORDER.replace("7", "8")).statusCode())
                    .isEqualTo(400);
            assertThat(service.requested()).hasSize(1);
            assertThat(service.charged()).hasSize(1);
        }
    }

    @Test
    void withoutAKeyEveryRequestCharges() throws Exception {
        try (PaymentService service = PaymentService.start()) {
            post(service, "", ORDER);
            post(service, "", ORDER);
            assertThat(service.charged()).hasSize(2);
        }
    }

    private static HttpResponse<String> post(PaymentService service, String key, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(service.endpoint()).POST(HttpRequest.BodyPublishers.ofString(body));
            if (!key.isEmpty()) {
                request.header("Idempotency-Key", key);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
