// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Effects at receivers of all kinds, and the rules about them. */
final class EffectsTest {

    @Test
    void receiverThatHonoursKeysMakesEffectsExactlyOnce() {
        ProverBuilder honoured = Prover.of(world -> Zoo.handler((order, context) -> {
                    world.effect("charge").honouringKeys().happen(order, order);
                    return "charged";
                }))
                .event("order-1", "order-1")
                .rules(Rule.exactlyOnce("charge"));
        assertThat(honoured.check().systematic()).isPositive();
    }

    /** A receiver's interface, as a user has it. */
    public interface Payments {
        String charge(String order, String key);
    }

    @Test
    void receiverIsRecordedThroughItsInterface() {
        Function<EffectPoint, Payments> fake = charge -> charge.recording(
                Payments.class, (order, key) -> "receipt of " + order, call -> call.text(0), call -> call.text(1));
        Function<Function<EffectPoint, EffectPoint>, ProverBuilder> proof = receiver -> Prover.of(
                        world -> Zoo.handler((order, context) -> fake.apply(receiver.apply(world.effect("charge")))
                                .charge(order, order)))
                .event("order-1", "order-1")
                .source(Source.request())
                .rules(Rule.exactlyOnce("charge"), Rule.equalAnswers());
        assertThat(proof.apply(EffectPoint::honouringKeys).prove()).isInstanceOf(Proof.Held.class);
        assertThat(proof.apply(point -> point).prove().toString())
                .contains("exactly once", "charge order-1 key=order-1");
    }

    @Test
    void realClientIsProvenAgainstAReceiverOverHttp() {
        HttpClient client = HttpClient.newHttpClient();
        Function<HttpReceiver, ProverBuilder> proof = receiver -> Prover.of(world -> {
                    URI payments = receiver.in(world);
                    return Zoo.handler((order, context) -> {
                        HttpRequest request = HttpRequest.newBuilder(payments)
                                .header("Idempotency-Key", order)
                                .POST(HttpRequest.BodyPublishers.ofString(order))
                                .build();
                        int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode();
                        if (status != 200) {
                            throw new IllegalStateException("answered " + status);
                        }
                        return "charged";
                    });
                })
                .event("order-1", "order-1")
                .rules(Rule.exactlyOnce("charge"))
                .systematic(60, 1)
                .random(0, 1);
        try (HttpReceiver forgetful = HttpReceiver.start("charge", HttpReceiver.Request::body);
                HttpReceiver honouring = HttpReceiver.startHonouringKeys("charge", HttpReceiver.Request::body)) {
            assertThat(proof.apply(forgetful).prove()).isInstanceOf(Proof.Broken.class);
            assertThat(proof.apply(honouring).prove()).isInstanceOf(Proof.Held.class);
        }
    }

    @Test
    void effectsMayBeCountedByWhatIsThere() {
        Proof proof = Prover.of(world -> {
                    GuardTable table = world.shared("orders", GuardTable.class, GuardTable.InMemory::new);
                    Map<String, Integer> rows = world.kept("rows", ConcurrentHashMap::new);
                    world.effectIn("row", () -> rows);
                    return Zoo.handler((order, context) -> {
                        table.get(order);
                        rows.merge(order, 1, Integer::sum);
                        return "stored";
                    });
                })
                .event("order-1", "order-1")
                .rules(Rule.exactlyOnce("row"))
                .prove();
        assertThat(proof).isInstanceOf(Proof.Broken.class);
    }

    @Test
    void oneKeyForTwoSubjectsBreaksTheRule() {
        Proof proof = Prover.of(world -> Zoo.handler((order, context) -> {
                    world.effect("charge").happen(order, "the same");
                    return "charged";
                }))
                .event("order-1", "order-1")
                .event("order-2", "order-2")
                .rules(Rule.oneKey("charge"))
                .prove();
        assertThat(proof.toString()).contains("one key was used for order-1 and for order-2");
    }

    @Test
    void keyFromTheRequestIsOnlyThatOfAsynchronousRetries() {
        Function<Source, Proof> proof = source -> Prover.of(world -> Zoo.handler((order, context) -> {
                    world.effect("charge").happen(order, context.getAwsRequestId());
                    return "charged";
                }))
                .source(source)
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"))
                .duplicates(0)
                .systematic(1_000, 2)
                .random(0, 1) // a redrive after three failed tries is a request of its own
                .prove();
        assertThat(proof.apply(Source.request())).isInstanceOf(Proof.Broken.class);
        assertThat(proof.apply(Source.asynchronous())).isInstanceOf(Proof.Held.class);
    }

    @Test
    void logStreamIsThatOfTheEnvironment() {
        Proof proof = Prover.of(world -> Zoo.handler((order, context) -> {
                    world.effect("charge").honouringKeys().happen(order, context.getLogStreamName());
                    return "charged";
                }))
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"))
                .systematic(1_000, 1)
                .random(0, 1)
                .prove();
        assertThat(proof).isInstanceOf(Proof.Broken.class);
    }

    @Test
    void attemptsBesideEachOtherAreSeenAtAReceiverThatHonoursKeysToo() {
        Proof proof = Prover.of(world -> Zoo.handler((order, context) -> {
                    world.effect("charge").honouringKeys().happen(order, order);
                    world.effect("mail").honouringKeys().happen(order, order);
                    return "charged";
                }))
                .event("order-1", "order-1")
                .rules(Rule.alone())
                .prove();
        assertThat(proof).isInstanceOf(Proof.Broken.class);
    }
}
