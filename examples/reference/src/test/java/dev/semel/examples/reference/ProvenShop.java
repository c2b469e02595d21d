// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import dev.semel.Idempotency;
import dev.semel.json.JacksonCodec;
import dev.semel.prover.World;
import dev.semel.store.CommitStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The shop's surroundings in a world of the prover. The database is the prover's store, whose writes are runnables. */
final class ProvenShop {

    private static final ShopOrder ORDER = new ShopOrder("order-1", "ada", "tea", 1200);

    /** A key counts as forgotten an hour before it may be, so that asking and charging fit in between. */
    private static final Duration MEMORY = Duration.ofDays(1);

    private static final Duration SAFE = MEMORY.minusHours(1);

    private final World world;
    private final JacksonCodec codec;

    /** Makes the surroundings. All worlds have one codec, because a new one examines every type again. */
    ProvenShop(World world, JacksonCodec codec) {
        this.world = world;
        this.codec = codec;
    }

    Idempotency idempotency() {
        return world.idempotency().codec(codec).build();
    }

    @SuppressWarnings("unchecked") // the world's store commits runnables, as its documentation says
    CommitStore<Runnable> store() {
        return (CommitStore<Runnable>) world.store();
    }

    // ---- tables ----

    /** Table of orders; each order that is there is an effect. */
    ShopOrders<Runnable> orders() {
        OrderMap table = world.kept("order rows", OrderMap::new);
        world.effectIn("order", table::countsByCustomer);
        return watched(table);
    }

    @SuppressWarnings("unchecked") // the interface is the same with every type of writes
    private ShopOrders<Runnable> watched(OrderMap table) {
        return (ShopOrders<Runnable>) world.shared("orders", ShopOrders.class, () -> table);
    }

    /** Points by customer; the table sees each award as an effect, also one that comes twice. */
    Points<Runnable> points() {
        PointMap table = world.kept("points", PointMap::new);
        world.effectIn("points", () -> Map.copyOf(table.awards));
        return (customer, points) -> new Award(table, customer);
    }

    // ---- services ----

    OrderQueue queue() {
        return orderId -> world.effect("queue").happen("ada", orderId);
    }

    OrderFiles files() {
        return (bucket, key) -> List.of(ORDER);
    }

    ChargeOrder.Charging<Runnable> charging() {
        OrderMap rows = world.kept("order rows", OrderMap::new);
        rows.place(ORDER);
        return new ChargeOrder.Charging<>(store(), watched(rows), payments(), this::mail, this::announce);
    }

    private void mail(ShopOrder order, String payment, String key) {
        world.effect("mail").honouringKeys().happen(order.customer(), key);
    }

    private void announce(ShopOrder order) {
        world.effect("announce").happen(order.customer(), null);
    }

    private PaymentCompany payments() {
        ChargeMap made = world.kept("charges made", ChargeMap::new);
        ChargeBook asked = world.shared("charges", ChargeBook.class, () -> made);
        ChargeBook charging = world.effect("charge")
                .honouringKeysFor(MEMORY)
                .recording(ChargeBook.class, made, call -> call.text(0), call -> call.text(1));
        return new PaymentCompany() {

            @Override
            public String charge(ShopOrder order, String key) {
                return charging.charge(order.customer(), key, world.clock().instant());
            }

            @Override
            public Trace trace(String key) {
                Instant now = world.clock().instant();
                return asked.find(key)
                        .map(since -> since.plus(SAFE).isAfter(now) ? Trace.REPEATABLE : Trace.FORGOTTEN)
                        .orElse(Trace.NONE);
            }
        };
    }

    private static final class ChargeMap implements ChargeBook {

        private final Map<String, Instant> made = new TreeMap<>();

        @Override
        public String charge(String customer, String key, Instant now) {
            Instant before = made.get(key);
            if (before == null || !before.plus(MEMORY).isAfter(now)) {
                made.put(key, now);
            }
            return "payment of " + customer;
        }

        @Override
        public Optional<Instant> find(String key) {
            return Optional.ofNullable(made.get(key));
        }
    }

    private static final class OrderMap implements ShopOrders<Runnable> {

        private final Map<String, ShopOrder> rows = new TreeMap<>();
        private final Map<String, String> payments = new TreeMap<>();

        @Override
        public ShopOrder place(ShopOrder order) {
            ShopOrder before = rows.putIfAbsent(order.id(), order);
            return before == null ? order : before;
        }

        @Override
        public Optional<ShopOrder> find(String id) {
            return Optional.ofNullable(rows.get(id));
        }

        @Override
        public Runnable paid(ShopOrder order, String payment) {
            return new Payment(this, order.id(), payment);
        }

        private Map<String, Integer> countsByCustomer() {
            Map<String, Integer> counts = new HashMap<>();
            rows.values().forEach(order -> counts.merge(order.customer(), 1, Integer::sum));
            return counts;
        }
    }

    private static final class PointMap {

        private final Map<String, Integer> awards = new TreeMap<>();
    }

    /** A write that marks an order as paid. */
    private record Payment(OrderMap table, String order, String payment) implements Runnable {

        @Override
        public void run() {
            table.payments.put(order, payment);
        }

        @Override
        public String toString() {
            return "paid " + order;
        }
    }

    /** A write that adds points. */
    private record Award(PointMap table, String customer) implements Runnable {

        @Override
        public void run() {
            table.awards.merge(customer, 1, Integer::sum);
        }

        @Override
        public String toString() {
            return "points for " + customer;
        }
    }
}
