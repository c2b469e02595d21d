// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** Announcements on the account's default event bus. */
final class BusAnnouncements implements Announcements {

    private final JsonMapper mapper = new JsonMapper();
    private final EventBridgeClient bus;

    BusAnnouncements(EventBridgeClient bus) {
        this.bus = bus;
    }

    @Override
    public void paid(ShopOrder order) throws IOException {
        String detail = mapper.writeValueAsString(
                Map.of("orderId", order.id(), "customer", order.customer(), "cents", order.cents()));
        PutEventsRequestEntry event = PutEventsRequestEntry.builder()
                .source("shop")
                .detailType("OrderPaid")
                .detail(detail)
                .build();
        PutEventsResponse answer = bus.putEvents(request -> request.entries(event));
        if (answer.failedEntryCount() > 0) { // the call itself succeeds
            throw new IOException("the bus did not take the event");
        }
    }
}
