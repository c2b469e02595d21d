// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.semel.testkit.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ProverTest {

    private static ProverBuilder proof() {
        return Animal.RANDOM_KEY.proof(Zoo::semel);
    }

    @Test
    void systematicPartTriesTheSameHistoriesEachTime() {
        ManualClock still = ManualClock.at(Instant.EPOCH);
        Coverage once =
                proof().systematic(100_000, 2).random(300, 7).clock(still).check();
        Coverage again =
                proof().systematic(100_000, 2).random(300, 7).clock(still).check();
        assertThat(again).isEqualTo(once);
        assertThat(once.extent()).isEqualTo(Coverage.Extent.ALL);
        assertThat(once.systematic()).isGreaterThan(300);
    }

    @Test
    void sameSeedFindsTheSameHistory() {
        assertThat(atRandom(11)).isEqualTo(atRandom(11));
    }

    private static Counterexample atRandom(long seed) {
        Proof proof = Animal.GUARD_AFTER
                .proof(Animal.GUARD_AFTER.wrong())
                .systematic(1, 0)
                .random(1_000, seed)
                .prove();
        return ((Proof.Broken) proof).counterexample();
    }

    @Test
    void whatWasCoveredIsSaid() {
        assertThat(proof().systematic(50, 3).random(10, 3).check().toString())
                .startsWith("50 histories with up to ")
                .contains("cut by the limit", "10 random ones (seed 3)");
    }

    @Test
    void timeEndsAProof() {
        Coverage coverage = proof().time(Duration.ZERO).check();
        assertThat(coverage.systematic()).isEqualTo(1);
        assertThat(coverage.extent()).isEqualTo(Coverage.Extent.TIMED_OUT);
    }

    @Test
    void brokenRuleFailsATestWithTheWholeReport() {
        assertThatThrownBy(() -> Animal.GUARD_BEFORE.proof(Zoo::guardBefore).check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Broken: no event is lost")
                .hasMessageContaining("then CRASHES")
                .hasMessageContaining("Hint:")
                .hasMessageContaining("Repeat: .repeating(\"1.1.0:CRASH_AFTER:0\")");
    }

    @Test
    void handlerThatAlwaysFailsProvesNothing() {
        assertThatThrownBy(() -> Animal.RANDOM_KEY
                        .proof(world -> (input, output, context) -> {
                            throw new IllegalStateException("no price");
                        })
                        .check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the plain history completes")
                .hasMessageContaining("no price");
    }

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
    void handlerOfObjectsIsProven() {
        RequestHandler<String, String> guardsFirst = (order, context) -> order;
        Coverage coverage = Prover.ofRequestHandler(
                        world -> {
                            EffectPoint charge = world.effect("charge").honouringKeys();
                            return (String order, Context context) -> {
                                charge.happen(order, order);
                                return guardsFirst.handleRequest(order, context);
                            };
                        },
                        order -> order,
                        answer -> answer)
                .source(Source.request())
                .event("order-1", "order-1")
                .rules(Rule.exactlyOnce("charge"), Rule.equalAnswers())
                .systematic(200, 2)
                .random(20, 1)
                .check();
        assertThat(coverage.systematic()).isGreaterThan(50);
    }

    @Test
    void operationIsProven() {
        Coverage coverage = Prover.ofOperation(world -> Zoo.charging(
                        world,
                        order -> order,
                        execution -> execution.effectKey("charge").value()))
                .source(Source.request())
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"), Rule.equalAnswers(), Rule.alone())
                .systematic(2_000, 2)
                .random(100, 1)
                .check();
        assertThat(coverage.extent()).isEqualTo(Coverage.Extent.ALL);
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
    void handlerThatWaitsForSomethingElseIsNamed() {
        CountDownLatch never = new CountDownLatch(1);
        ProverBuilder stuck = Prover.of(world -> Zoo.handler((order, context) -> {
                    never.await();
                    return "";
                }))
                .event("order-1", "order-1")
                .rules(Rule.alone())
                .longestTurn(Duration.ofMillis(50));
        assertThatThrownBy(stuck::prove)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Attempt 1 of a history neither ends nor comes to a point");
        never.countDown();
    }

    @Test
    void proofWithoutEventsOrRulesIsRefused() {
        assertThatThrownBy(() -> Prover.of(Zoo::naive).rules(Rule.alone()).prove())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event(...)");
        assertThatThrownBy(() -> Prover.of(Zoo::naive)
                        .source(Source.queue())
                        .event("order-1", "{\"Records\": []}")
                        .rules(Rule.alone())
                        .prove())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have one record");
        assertThatThrownBy(() -> proof().repeating("nonsense")).hasMessageContaining("copy the whole line");
    }

    @Test
    void repetitionIsSaidToBeOne() {
        assertThat(proof().repeating("1.1.0:CRASH_AFTER:0").prove().toString())
                .startsWith("Held in 1 history with 1 deviation");
    }

    @Test
    void batchesAreForSourcesThatHaveThem() {
        assertThatThrownBy(() -> Source.asynchronous().batchSize(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batchSize must be 1");
    }

    /** A shared counter. */
    public interface Counter {
        int next();
    }

    @Test
    void callWithoutParametersIsAPointToo() {
        Proof proof = Prover.of(world -> {
                    AtomicInteger count = world.kept("count", AtomicInteger::new);
                    Counter counter = world.shared("counter", Counter.class, () -> count::incrementAndGet);
                    return Zoo.handler((order, context) -> {
                        int mine = counter.next();
                        if (mine == 1) {
                            world.effect("charge").happen(order, order);
                        }
                        return "charged";
                    });
                })
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"))
                .systematic(1_000, 1)
                .prove();
        assertThat(proof.toString()).contains("no event is lost", "counter.next");
    }

    @Test
    void lateCallMayArriveBetweenTwoCallsOfAnother() {
        Set<ProverAction> all = EnumSet.complementOf(EnumSet.of(ProverAction.CRASH_LATE, ProverAction.ARRIVE));
        assertThat(deletesFirst(all)).isInstanceOf(Proof.Broken.class);
        all.add(ProverAction.ARRIVE);
        assertThat(deletesFirst(all)).isInstanceOf(Proof.Held.class);
    }

    /** Breaks only if the deletion of another one comes between the put and the get. */
    private static Proof deletesFirst(Set<ProverAction> without) {
        return Prover.of(world -> Zoo.handler((order, context) -> {
                    GuardTable table = Zoo.table(world);
                    table.delete(order);
                    table.put(order, Zoo.mark(world, "me"));
                    world.effect("charge").happen(order, table.get(order) == null ? "lost" : "found");
                    return "charged";
                }))
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"))
                .switches(Switches.without(without))
                .systematic(10_000, 3)
                .random(0, 1)
                .prove();
    }

    @Test
    void handlerThatGoesOnAfterTheEndOfItsHistoryIsNamed() {
        ProverBuilder endless = Prover.of(world -> Zoo.handler((order, context) -> {
                    while (true) {
                        try {
                            world.effect("charge").happen(order, order);
                            return "charged";
                        } catch (Throwable again) {
                            // tries again, whatever it was
                        }
                    }
                }))
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"));
        assertThatThrownBy(endless::prove)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("catches every Throwable");
    }

    @Test
    void ruleThatJudgesNothingIsRefused() {
        assertThatThrownBy(() -> Animal.RANDOM_KEY
                        .proof(Zoo::semel)
                        .rules(Rule.atMostOnce("chrage"))
                        .systematic(100, 1)
                        .prove())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chrage")
                .hasMessageContaining("[charge]");
        assertThatThrownBy(() -> proof().rules(Rule.inOrder("charge")).prove())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two events of one group");
        assertThatThrownBy(() -> Animal.GOES_ON_IN_THE_GROUP
                        .proof(Zoo::semelFifo)
                        .rules(Rule.equalAnswers())
                        .prove())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("equalAnswers() does not fit");
    }

    @Test
    void historyThatIsNoneOfTheHandlerIsNotSaidToHold() {
        assertThatThrownBy(() -> proof().repeating("9.9.9:CRASH_AFTER:0").prove())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be repeated");
        assertThatThrownBy(() -> proof().repeating("1.1.0:CRASH:0")).hasMessageContaining("copy the whole line");
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
                .prove();
        assertThat(proof.apply(Source.request())).isInstanceOf(Proof.Broken.class);
        assertThat(proof.apply(Source.asynchronous())).isInstanceOf(Proof.Held.class);
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

    /** A store of a handler's own that refuses by throwing, as DynamoDB's client does. */
    public interface Keys {
        void claim(String key) throws IOException;
    }

    @Test
    void refusalThatIsThrownMayBeLostToo() {
        Set<String> answers = new TreeSet<>();
        ProverBuilder proof = Prover.of(world -> {
                    Set<String> taken = world.kept("taken", TreeSet::new);
                    Keys keys = world.shared("keys", Keys.class, () -> key -> {
                        if (!taken.add(key)) {
                            throw new IOException("exists");
                        }
                    });
                    return Zoo.handler((order, context) -> {
                        String answer = answer(keys, order);
                        answers.add(context.getAwsRequestId() + " " + answer);
                        world.effect("charge").happen(order, order);
                        return answer;
                    });
                })
                .source(Source.request())
                .event("order-1", "order-1")
                .rules(Rule.oneKey("charge"));
        assertThat(proof.repeating("1.2.0:CRASH_BEFORE:0 2.1.0:LOSE_REPLY:0").prove())
                .isInstanceOf(Proof.Held.class);
        assertThat(answers).containsExactly("request-1 claimed", "request-2 unknown");
        answers.clear();
        assertThat(proof.repeating("1.2.0:CRASH_BEFORE:0 2.1.0:CRASH_AFTER:0").prove())
                .isInstanceOf(Proof.Held.class);
        assertThat(answers).containsExactly("request-1 claimed", "request-3 exists");
    }

    private static String answer(Keys keys, String order) {
        try {
            keys.claim(order);
            return "claimed";
        } catch (IOException e) {
            return "exists";
        } catch (IllegalStateException e) {
            return "unknown";
        }
    }

    @Test
    void threadOfItsOwnIsNamed() {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            ProverBuilder careless = Prover.of(world -> Zoo.handler((order, context) -> {
                        Future<?> other =
                                threads.submit(() -> world.effect("mail").happen(order, order));
                        world.effect("charge").happen(order, order);
                        other.get();
                        return "charged";
                    }))
                    .event("order-1", "order-1")
                    .rules(Rule.oneKey("charge"))
                    .longestTurn(Duration.ofSeconds(2));
            assertThatThrownBy(careless::prove).isInstanceOf(IllegalStateException.class);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> proof().systematic(0, 3)).hasMessageContaining("mostHistories must be at least 1");
        assertThatThrownBy(() -> proof().systematic(1, -1)).hasMessageContaining("mostDeviations must be at least 0");
        assertThatThrownBy(() -> proof().random(-1, 1)).hasMessageContaining("must be at least 0, and is -1");
        assertThatThrownBy(() -> proof().duplicates(-1)).hasMessageContaining("duplicates must be at least 0");
        assertThatThrownBy(() -> proof().lapse(Duration.ofSeconds(-5)))
                .hasMessageContaining("lapse must not be negative");
    }
}
