// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.prover.history.ProverAction;
import dev.semel.prover.history.Switches;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** Calls of objects that all attempts share. */
final class SharedObjectsTest {

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

    /** A client of the SDK that answers each put. */
    private static final class Puts implements DynamoDbClient {

        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            return PutItemResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "DynamoDb";
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** A handler whose catch block for the SDK's exceptions loses the event. */
    @Test
    void lostCallOfAnAwsClientThrowsWhatTheSdkThrows() {
        Proof proof = Prover.of(world -> Zoo.handler((order, context) -> {
                    try {
                        world.shared("dynamodb", DynamoDbClient.class, Puts::new)
                                .putItem(PutItemRequest.builder().build());
                    } catch (SdkClientException e) {
                        return "later, perhaps";
                    }
                    world.effect("charge").honouringKeys().happen(order, order);
                    return "charged";
                }))
                .event("order-1", "order-1")
                .rules(Rule.exactlyOnce("charge"))
                .prove();
        assertThat(proof.toString()).contains("no event is lost", "answers later, perhaps");
    }

    /** A failed claim reads what is there, in a read that may be stale unless the table reads consistently. */
    private static Proof readsAfterAFailedClaim(UnaryOperator<StaleReads<GuardTable>> reads) {
        return Prover.of(world -> {
                    GuardTable table = world.shared(
                            "table",
                            GuardTable.class,
                            GuardTable.InMemory::new,
                            reads.apply(StaleReads.of(GuardTable.InMemory::copyOf, "delete")));
                    return Zoo.handler((order, context) -> {
                        if (!table.claim(
                                order,
                                new GuardTable.Item("COMPLETED", "me", Instant.MAX, ""),
                                world.clock().instant())) {
                            if (table.get(order) == null) {
                                throw new IllegalStateException("neither claimed nor there");
                            }
                            return "charged before";
                        }
                        world.effect("charge").happen(order, order);
                        return "charged";
                    });
                })
                .source(Source.asynchronous())
                .event("order-1", "order-1")
                .rules(Rule.atMostOnce("charge"))
                .systematic(10_000, 2)
                .prove();
    }

    @Test
    void readsAreStaleOnlyWhereItIsDeclared() {
        UnaryOperator<StaleReads<GuardTable>> stale = reads -> StaleReads.of(reads.copy(), "get");
        UnaryOperator<StaleReads<GuardTable>> consistent = reads -> reads.besides("get");
        assertThat(readsAfterAFailedClaim(stale).toString()).contains("stale read ");
        assertThat(readsAfterAFailedClaim(consistent).toString()).contains("Not tried: stale read");
    }

    @Test
    void readThatTheTypeDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> readsAfterAFailedClaim(reads -> StaleReads.of(reads.copy(), "gets")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GuardTable has no method 'gets'");
        assertThatThrownBy(() -> StaleReads.<GuardTable>of(GuardTable.InMemory::copyOf))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stale is empty");
    }
}
