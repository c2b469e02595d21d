// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.dynamodb.LocalDynamoDb;
import org.junit.jupiter.api.Test;

class ScheduledReportHandlerTest extends RuntimeTest {

    ScheduledReportHandlerTest(LocalDynamoDb server) {
        super(server, ScheduledReportHandler.class);
    }

    @Test
    void aRunThatFiresTwiceReplays_andTheNextOneExecutes() throws Exception {
        String event = event("eventbridge-scheduled.json");
        assertThat(deliver(event)).isEmpty();
        assertThat(deliver(event.replace("cdc73f9d", "00000000"))).isEmpty();
        deliver(event.replace("2026-01-02", "2026-01-03"));
        assertThat(ledger())
                .containsExactlyInAnyOrder("report for 2026-01-02T04:00:00Z", "report for 2026-01-03T04:00:00Z");
    }

    @Test
    void anEventOfNoScheduleFails() throws Exception {
        assertThat(failure(event("eventbridge-order.json"))).isEqualTo(FAILED);
    }
}
