// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Waiting;
import dev.semel.model.EffectKey;
import dev.semel.model.IdempotencyKey;
import dev.semel.operate.Explanation;
import dev.semel.operate.Pace;
import dev.semel.operate.Planner;
import dev.semel.operate.RecordFilter;
import dev.semel.operate.Sweeper;
import dev.semel.store.RepairStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Sends orders whose work stalled to the queue again, on a schedule: a client that did not come back after a crash, a
 * message that went to the dead-letter queue. It needs no guard: an order that is sent twice is charged once.
 */
public final class SweepStalled implements RequestStreamHandler {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(2);
    private static final int KEYS_PER_SECOND = 50;
    private static final int KEYS = 500;

    private final Sweeper sweeper;
    private final Sweeper.Bounds bounds;
    private final ShopOrders<?> orders;
    private final OrderQueue queue;

    /** Called by Lambda, once per execution environment. */
    public SweepStalled() {
        this(ShopWiring.fromEnvironment("schedule"));
    }

    private SweepStalled(ShopWiring shop) {
        this(
                shop.store(),
                shop.orders(),
                shop.queue(),
                InstantSource.system(),
                Waiting.sleeping(),
                shop.stalledAfter());
    }

    SweepStalled(
            RepairStore store,
            ShopOrders<?> orders,
            OrderQueue queue,
            InstantSource clock,
            Waiting waiting,
            Duration stalledAfter) {
        this.sweeper = Sweeper.of(store, clock, waiting, Pace.gentle(), Planner.of(CLOCK_SKEW));
        this.bounds = new Sweeper.Bounds(stalledAfter, KEYS_PER_SECOND, KEYS);
        this.orders = orders;
        this.queue = queue;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        try {
            Sweeper.Summary summary = sweeper.sweep(RecordFilter.all(), bounds, this::sendAgain);
            context.getLogger().log(summary + "\n");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the sweep was interrupted", e);
        }
    }

    private void sendAgain(Explanation stalled) {
        stalled.name()
                .intent()
                .flatMap(SweepStalled::orderId)
                .flatMap(orders::find)
                .ifPresent(order -> queue.send(order.id()));
    }

    /** {@return the order of a key; empty for uploads, whose dead-letter queue has an alarm} */
    private static Optional<String> orderId(IdempotencyKey key) {
        return switch (key.scope()) {
            case "charge" -> Optional.of(key.value());
            case "place" ->
                Optional.of(PlaceOrder.orderId(EffectKey.of(key, "order").value()));
            default -> Optional.empty();
        };
    }
}
