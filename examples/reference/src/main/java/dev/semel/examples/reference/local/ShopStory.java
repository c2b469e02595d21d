// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semel.Waiting;
import dev.semel.examples.reference.local.LocalServices.Kind;
import dev.semel.examples.reference.local.ToldOrder.Trouble;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdentityKey;
import dev.semel.operate.AuditLog;
import dev.semel.operate.Change;
import dev.semel.operate.Explainer;
import dev.semel.operate.Explanation;
import dev.semel.operate.ExplanationText;
import dev.semel.operate.Operator;
import dev.semel.operate.Planner;
import dev.semel.operate.RecordName;
import dev.semel.operate.Situation;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A bad day of the shop: every event comes twice, at once, and every function is killed in the middle of its work. Used
 * once, by one thread. It waits for states, never for a time: it lasts about a minute, and longer on a busy machine.
 */
final class ShopStory implements AutoCloseable {

    /** The bound of each wait: a machine that is busy needs many times what an idle one does. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(2);
    private static final Duration SWEEP = Duration.ofMinutes(15);

    private final LocalShop shop;
    private final Consumer<String> out;
    private final InstantSource clock;
    private final Waiting waiting;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> early = new ArrayList<>();
    private final List<Future<?>> late = new ArrayList<>();
    private final List<ToldOrder> orders = new ArrayList<>();

    ShopStory(LocalShop shop, Consumer<String> out, InstantSource clock, Waiting waiting) {
        this.shop = shop;
        this.out = out;
        this.clock = clock;
        this.waiting = waiting;
        Stream.of(Trouble.NONE, Trouble.KILLED_WHILE_PLACING, Trouble.KILLED_AFTER_CHARGE)
                .forEach(trouble -> add("API", trouble));
        Stream.of(Trouble.KILLED_AFTER_MAIL, Trouble.KILLED_AFTER_POINTS, Trouble.FORGOTTEN)
                .forEach(trouble -> add("API", trouble));
        Stream.of(Trouble.KILLED_WHILE_IMPORTING, Trouble.NONE, Trouble.NONE).forEach(trouble -> add("file", trouble));
    }

    private void add(String source, Trouble trouble) {
        orders.add(new ToldOrder(orders.size() + 1, source, trouble));
    }

    /** {@return the orders} */
    List<ToldOrder> orders() {
        return List.copyOf(orders);
    }

    /** Tells it all. */
    void tell() throws Exception {
        out.accept("1. Each order comes twice, at once. Functions are killed in the middle of their work.");
        placeAll();
        out.accept("2. While the leases of the killed attempts lapse, all other messages and events come again.");
        deliverTwice(settled());
        await("the leases are over", this::leasesAreOver);
        out.accept("3. The clock goes on: Lambda tries again, and the sweep finds what stalled.");
        goOnUntilSettled();
        for (Future<?> task : late) {
            task.get();
        }
        out.accept("4. One key waits for a person, who has the charge voided and permits another try:");
        decide(forgotten());
        out.accept("5. At last every message and event comes twice more, at once.");
        deliverAllTwice();
    }

    private ToldOrder forgotten() {
        return orders.stream()
                .filter(order -> order.trouble() == Trouble.FORGOTTEN)
                .findFirst()
                .orElseThrow();
    }

    // ---- 1 ----

    private void placeAll() throws Exception {
        StringBuilder file = new StringBuilder();
        for (ToldOrder order : orders) {
            prepare(order);
            if (order.source().equals("file")) {
                order.placed("wholesale-" + order.customer());
                file.append(String.join(";", order.id(), order.customer(), "tea", Long.toString(order.cents())))
                        .append('\n');
            } else {
                String key = UUID.randomUUID().toString();
                List<Future<?>> twice = List.of(start(() -> place(order, key)), start(() -> place(order, key)));
                early.addAll(twice);
                boolean isLate = order.trouble() == Trouble.KILLED_WHILE_PLACING; // its client waits for a lease
                await("the order of " + order.customer() + " is answered", () -> {
                    failEarly(twice);
                    return isLate || order.isPlaced();
                });
            }
        }
        shop.upload("wholesale.csv", file.toString());
        for (Future<?> task : early) {
            task.get();
        }
    }

    /** Throws what a task threw, so that nobody waits for what cannot happen any more. */
    private static void failEarly(List<Future<?>> tasks) throws Exception {
        for (Future<?> task : tasks) {
            if (task.isDone()) {
                task.get();
            }
        }
    }

    private void prepare(ToldOrder order) {
        LocalServices services = shop.services();
        String handler = order.trouble().handler();
        LocalServices.Mishap kill = orderId -> shop.kill(handler);
        switch (order.trouble()) {
            case NONE -> {}
            case FORGOTTEN -> services.onceAfter(Kind.CHARGE, order.cents(), services::forget);
            case KILLED_AFTER_CHARGE -> services.onceAfter(Kind.CHARGE, order.cents(), kill);
            case KILLED_AFTER_MAIL -> services.onceAfter(Kind.MAIL, order.cents(), kill);
            case KILLED_AFTER_POINTS -> late.add(killOnceIn("PointsTable", order, handler));
            case KILLED_WHILE_PLACING, KILLED_WHILE_IMPORTING -> early.add(killOnceIn("OrderTable", order, handler));
        }
    }

    /** Kills the processes of a handler as soon as a table has an item of the order's customer. */
    private Future<?> killOnceIn(String table, ToldOrder order, String handler) {
        return start(() -> {
            await(order.trouble().text(), () -> shop.item(table, order).isPresent() && shop.kill(handler) > 0);
            return true;
        });
    }

    /** A client that sends its request again until it has an answer. */
    private boolean place(ToldOrder order, String key) throws Exception {
        await("the answer to " + order.customer(), () -> {
            try {
                HttpResponse<String> answer = shop.place(key, order.customer(), order.cents());
                if (answer.statusCode() == 201) {
                    order.placed(answer.body());
                    return true;
                }
            } catch (HttpTimeoutException e) {
                return false; // no answer: the client cannot know, and sends the same request again
            }
            waiting.await(Duration.ofMillis(500)); // 409: another attempt has the key; 502: the function was killed
            return false;
        });
        return true;
    }

    // ---- 2 and 5 ----

    private List<ToldOrder> settled() throws Exception {
        List<ToldOrder> settled = new ArrayList<>();
        for (ToldOrder order : orders) {
            if (order.isPlaced() && isSettled(order)) {
                settled.add(order);
            }
        }
        return settled;
    }

    /** Sends the messages and events of orders twice more, all at once. */
    private void deliverTwice(List<ToldOrder> some) throws Exception {
        List<Callable<Boolean>> deliveries = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            for (ToldOrder order : some) {
                deliveries.add(() -> {
                    shop.send(order.id());
                    shop.announce(order.id(), order.customer(), order.cents());
                    return true;
                });
            }
        }
        for (Future<Boolean> delivery : threads.invokeAll(deliveries)) {
            delivery.get();
        }
    }

    /** Sends all messages and events twice more, all at once, and waits for the answers. */
    private void deliverAllTwice() throws Exception {
        double before = duplicates();
        Future<?> first = start(() -> shop.deliverAgain("ImportOrders"));
        Future<?> second = start(() -> shop.deliverAgain("ImportOrders"));
        deliverTwice(orders);
        await("the duplicates are answered", () -> duplicates() >= before + 4 * orders.size());
        first.get();
        second.get();
    }

    /** {@return the number of duplicates of messages and events so far} */
    private double duplicates() {
        double sum = 0;
        for (String metric : List.of("Replays", "InProgressConflicts", "DuplicatesInBatch")) {
            sum += shop.metric("charge", metric) + shop.metric("award", metric);
        }
        return sum;
    }

    // ---- 3 ----

    /** {@return whether no record is claimed any more, by any clock} */
    private boolean leasesAreOver() throws Exception {
        long now = clock.millis();
        for (JsonNode record : shop.items("Records")) {
            long lease = record.path("in_progress_expiration").path("N").asLong();
            if (record.path("status").path("S").asText().equals("INPROGRESS") && lease + CLOCK_SKEW.toMillis() > now) {
                return false;
            }
        }
        return true;
    }

    private void goOnUntilSettled() throws Exception {
        await("all orders are settled", () -> {
            if (settled().size() >= orders.size() - 1 && explain(forgotten()).situation() == Situation.QUARANTINED) {
                return true;
            }
            if (leasesAreOver()) { // so that no try of Lambda is spent on a key that is still claimed
                shop.lab().clock().advance(SWEEP);
            }
            shop.redrive("ImportOrders"); // nothing, unless the machine was so busy that a function ran out of time
            shop.redrive("AwardPoints");
            waiting.await(Duration.ofSeconds(2));
            return false;
        });
    }

    /** {@return whether an order is charged, confirmed and rewarded} */
    private boolean isSettled(ToldOrder order) throws Exception {
        return shop.services().effects(Kind.CHARGE, order.id()) > 0
                && shop.services().effects(Kind.MAIL, order.id()) > 0
                && shop.points(order) > 0;
    }

    // ---- 4 ----

    /** {@return the explanation of an order's charge} */
    Explanation explain(ToldOrder order) {
        return Explainer.of(shop.records(), clock, STORE_TIMEOUT)
                .explain(RecordName.ofKey(IdempotencyKey.of("charge", order.id()), IdentityKey.plain()));
    }

    private void decide(ToldOrder order) throws Exception {
        Explanation seen = explain(order);
        ExplanationText.of(seen, List.of()).lines().forEach(line -> out.accept("   | " + line));
        shop.services().voidCharges(order.id());
        AuditLog log = entry -> out.accept("   | audit: " + entry.phase() + " " + entry.change());
        Operator person = Operator.of(shop.records(), clock, STORE_TIMEOUT, Planner.of(CLOCK_SKEW), log, "the story");
        Operator.Answer answer =
                person.apply(seen, new Change.ResolveToExecute(Duration.ofDays(14)), "the charge was voided");
        if (!(answer instanceof Operator.Answer.Made)) {
            throw new IllegalStateException("the key was not resolved: " + answer);
        }
        shop.send(order.id());
        await("the resolved order is settled", () -> isSettled(order));
    }

    // ---- waiting ----

    /** A condition, which is asked for until it holds. */
    @FunctionalInterface
    private interface Condition {

        boolean holds() throws Exception;
    }

    private void await(String what, Condition condition) throws Exception {
        long start = clock.millis();
        long told = start;
        while (!condition.holds()) {
            long now = clock.millis();
            if (now > told + SILENCE.toMillis()) {
                told = now;
                out.accept("   (after " + (now - start) / 1000 + " s still waiting for: " + what + ")");
            }
            if (now > start + PATIENCE.toMillis()) {
                throw new IOException("did not happen within " + PATIENCE.toSeconds() + " s: " + what + "\n"
                        + String.join("\n", new ShopReport(shop, orders).lines()));
            }
            waiting.await(MOMENT);
        }
    }

    private Future<?> start(Callable<Boolean> task) {
        return threads.submit(task);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
