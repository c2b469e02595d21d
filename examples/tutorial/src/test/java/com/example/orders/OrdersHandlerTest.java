// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.semel.Idempotency;
import dev.semel.lambda.BatchPolicy;
import dev.semel.prover.LocalContext;
import dev.semel.store.InMemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrdersHandlerTest {

    private static final String COMPLETED = "{\"batchItemFailures\":[]}";
    private static final String FAILED =
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"059f36b4-87a3-44ab-83d2-661975830a7d\"}]}";

    private final InMemoryStore store = new InMemoryStore();
    private final List<String> requests = new ArrayList<>();

    @Test
    void chargesAnOrderOnceHoweverOftenItsMessageComes() throws Exception {
        assertEquals(COMPLETED, deliver(Events.order42()));
        assertEquals(COMPLETED, deliver(Events.order42()));
        assertEquals(List.of("order-42"), requests);
    }

    @Test
    void recognisesAnOrderThatTheProducerSentTwice() throws Exception {
        deliver(Events.order42());
        deliver(Events.order42().replace("059f36b4", "00000000")); // another message, the same order
        assertEquals(List.of("order-42"), requests);
    }

    @Test
    void asksTheBankOnceForADeclinedCard() throws Exception {
        String event = Events.order42().replace("visa", "expired");
        assertEquals(FAILED, deliver(event));
        assertEquals(FAILED, deliver(event)); // until the queue moves it to the dead-letter queue
        assertEquals(List.of("order-42"), requests);
    }

    /** Each delivery gets a new handler, as in a new execution environment. */
    private String deliver(String event) throws Exception {
        OrdersHandler handler = new OrdersHandler(Idempotency.builder(store), this::charge, BatchPolicy.defaults());
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                response,
                LocalContext.withTimeLeft("orders", "request-1", Duration.ofSeconds(30)));
        return response.toString(StandardCharsets.UTF_8);
    }

    private Receipt charge(Order order, String idempotencyKey) throws CardDeclined {
        requests.add(order.orderId());
        if (order.card().equals("expired")) {
            throw new CardDeclined("expired card");
        }
        return new Receipt("payment of " + order.orderId(), order.amountCents());
    }
}
