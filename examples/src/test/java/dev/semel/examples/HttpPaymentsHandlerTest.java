// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.dynamodb.LocalDynamoDb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpPaymentsHandlerTest extends RuntimeTest {

    HttpPaymentsHandlerTest(LocalDynamoDb server) {
        super(server, HttpPaymentsHandler.class);
    }

    @ParameterizedTest
    @CsvSource({
        "http-rest-api.json, 1001, /multiValueHeaders/Idempotent-Replayed/0",
        "http-api-2.json, 1002, /headers/Idempotent-Replayed",
        "http-function-url.json, 1003, /headers/Idempotent-Replayed",
        "http-load-balancer.json, 1004, /headers/Idempotent-Replayed",
    })
    void aSecondRequestGetsTheSameReceipt_andIsToldSo(String request, String order, String mark) throws Exception {
        JsonNode first = answer(event(request));
        assertThat(first.path("statusCode").asInt()).isEqualTo(201);
        assertThat(first.at(mark).isMissingNode()).isTrue();

        JsonNode second = answer(event(request));
        assertThat(second.path("statusCode").asInt()).isEqualTo(201);
        assertThat(second.path("body").asText()).isEqualTo(first.path("body").asText());
        assertThat(second.at(mark).asText()).isEqualTo("true");
        assertThat(ledger()).containsOnlyOnce("charge " + order);
    }

    @Test
    void anotherCallerWithTheSameKeyPaysItsOwn() throws Exception {
        String request = event("http-rest-api.json").replace("1001", "1005").replace("8e03978e", "00000000");
        JsonNode mine = answer(request);
        JsonNode other = answer(request.replace("customer-7", "customer-8"));
        assertThat(other.path("body").asText()).isNotEqualTo(mine.path("body").asText());
        assertThat(ledger()).filteredOn("charge 1005"::equals).hasSize(2);
    }

    @Test
    void aRequestWithoutKeyIsRefused() throws Exception {
        JsonNode refused = answer(event("http-api-2.json").replace("idempotency-key", "x-other"));
        assertThat(refused.path("statusCode").asInt()).isEqualTo(400);
        assertThat(refused.path("body").asText()).contains("#key-missing");
    }

    private JsonNode answer(String request) throws Exception {
        return new JsonMapper().readTree(deliver(request));
    }
}
