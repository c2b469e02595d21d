// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.Idempotency;
import dev.semel.IdempotencyBuilder;
import dev.semel.lambda.TestContext;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.store.InMemoryStore;
import dev.semel.store.ListingStore;
import dev.semel.store.StoreCall;
import dev.semel.testkit.FaultPlan;
import dev.semel.testkit.FaultyStore;
import dev.semel.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine over a store in memory, and a client that sends events to a handler and reads its answers. */
final class HttpBench {

    final InMemoryStore store = new InMemoryStore();
    final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    final List<HttpRequest> executed = new CopyOnWriteArrayList<>();

    IdempotencyBuilder engine(FaultPlan plan) {
        return Idempotency.builder(FaultyStore.builder(store, plan).build().store())
                .withoutLog()
                .clock(clock)
                .waiting(clock);
    }

    HttpHandlerBuilder builder() {
        return builder(engine(FaultPlan.none()).build());
    }

    HttpHandlerBuilder builder(Idempotency idempotency) {
        return HttpHandler.builder(idempotency, "payments").clock(clock);
    }

    /** A body that counts: each execution answers with its number. */
    HttpResponse counted(HttpRequest request) {
        executed.add(request);
        return HttpResponse.text(201, "text/plain", "answer " + executed.size());
    }

    HttpHandler counting() {
        return builder().anonymousCallers().build((request, execution) -> counted(request));
    }

    HttpAnswer send(HttpHandler handler, HttpEventEdit event) {
        return send(handler, event, 20_000);
    }

    HttpAnswer send(HttpHandler handler, HttpEventEdit event, int remainingMillis) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            handler.handleRequest(event.stream(), written, new TestContext(remainingMillis));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HttpAnswer.read(written, event.format());
    }

    /** All that the store keeps, ids and result bytes as texts. */
    String stored() {
        StringBuilder all = new StringBuilder();
        StoreCall call = new StoreCall(clock.instant(), Duration.ofSeconds(1));
        for (ListingStore.Entry entry :
                store.list(new ListingStore.Query("", 1000, ""), call).entries()) {
            all.append(entry.recordId()).append(' ').append(entry.record()).append(' ');
            if (entry.record() instanceof IdempotencyRecord.Completed completed
                    && completed.result() instanceof StoredResult.Success success
                    && success.value() != null) {
                all.append(success.value().toUtf8());
            }
            all.append('\n');
        }
        return all.toString();
    }
}
