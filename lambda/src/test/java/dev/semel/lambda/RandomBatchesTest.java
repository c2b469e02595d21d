// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semel.FailureRule;
import dev.semel.Operation;
import dev.semel.RecordingPolicy;
import dev.semel.codec.FailureCodec;
import dev.semel.lambda.RandomQueue.Fate;
import dev.semel.lambda.RandomQueue.Message;
import dev.semel.model.ClaimId;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.testkit.Fault;
import dev.semel.testkit.FaultPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Random batches through the SQS handler, delivered until nothing is left: every message is completed or reported,
 * never an unknown one, groups keep their order, and in the end each key has executed once.
 */
class RandomBatchesTest {

    private static final long SEED = 20_260_101;
    private static final int BATCHES = 600;
    private static final int MANY = 100; // deliveries, that no batch needs

    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicInteger ordered = new AtomicInteger();
    private final AtomicInteger deliveries = new AtomicInteger();
    private final AtomicInteger reported = new AtomicInteger();
    private final AtomicInteger executions = new AtomicInteger();

    @Test
    void everyMessageIsCompletedOnceOrReported() throws Exception {
        explore(false);
    }

    @Test
    void withAStoreThatFails_whatIsNotReportedIsCompleted() throws Exception {
        explore(true);
    }

    private void explore(boolean faulty) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long seed = SEED; seed < SEED + BATCHES; seed++) {
                new Run(seed, threads, faulty).toItsEnd();
            }
        }
        System.out.printf(
                "Random batches%s: seeds %d to %d, %s messages, %s deliveries, %s reported, %s executions%n",
                faulty ? " on a store that fails" : "",
                SEED,
                SEED + BATCHES - 1,
                messages,
                deliveries,
                reported,
                executions);
        assertThat(reported).hasPositiveValue();
        assertThat(ordered.get()).as("FIFO queues").isBetween(BATCHES / 3, BATCHES - BATCHES / 3);
    }

    /** One body that began: for a message, and whether it threw. */
    private record ItemExecution(String key, String message, boolean failed) {}

    /** One batch, from its first delivery to its last. */
    private final class Run {

        private final String name;
        private final RandomQueue queue;
        private final boolean faulty;
        private final boolean accepting;
        private final boolean dropping;
        private final Random random;
        private final HandlerBench bench = new HandlerBench();
        private final SqsHandler<JsonDocument, String> handler;
        private final Map<String, ClaimId> held = new HashMap<>();
        private final Set<String> dropped = new HashSet<>();
        private final List<ItemExecution> executed = Collections.synchronizedList(new ArrayList<>());

        Run(long seed, ExecutorService threads, boolean faulty) {
            this.random = new Random(seed * 0x9E3779B97F4A7C15L); // the first draws of neighbouring seeds are alike
            this.queue = new RandomQueue(random);
            this.faulty = faulty;
            this.accepting = random.nextBoolean();
            this.dropping = random.nextBoolean();
            RecordingPolicy recording = List.of(RecordingPolicy.values()).get(random.nextInt(3));
            boolean parallel = random.nextBoolean();
            this.name = "seed %d: fifo=%s %s parallel=%s accepting=%s dropping=%s"
                    .formatted(seed, queue.fifo, recording, parallel, accepting, dropping);
            BatchPolicy policy = bench.policy().recording(recording);
            policy = parallel ? policy.parallel(threads) : policy;
            policy = accepting ? policy.acceptingFinalFailures() : policy;
            policy = dropping ? policy.poison(PoisonPolicy.drop(item -> dropped.add(item.itemId()))) : policy;
            if (faulty) {
                bench.faults(FaultPlan.random(
                        seed, 0.4, List.of(new Fault.FailBefore(), new Fault.LoseReply(), new Fault.Duplicate())));
            }
            this.handler = SqsHandler.of(SqsMessage::json, operation(), policy);
        }

        private Operation<JsonDocument, String> operation() {
            return bench.engine()
                    .operation("handle", JsonDocument.class, String.class)
                    .key(document -> document.text("/key").orElseThrow())
                    .withoutFingerprint()
                    .dedupeWindow(Duration.ofDays(14))
                    .onFailure(FailureRule.finalFor(
                            UnsupportedOperationException.class,
                            FailureCodec.message(UnsupportedOperationException::new)))
                    .body((document, execution) -> {
                        work(
                                document.text("/key").orElseThrow(),
                                document.text("/id").orElseThrow());
                        return "done";
                    });
        }

        private void work(String key, String message) {
            Fate fate = queue.fate(key);
            long failures =
                    executionsOf(key).stream().filter(ItemExecution::failed).count();
            boolean fails = fate == Fate.FAILS_FOR_GOOD
                    || (fate == Fate.FAILS_ONCE && failures < 1)
                    || (fate == Fate.FAILS_TWICE && failures < 2);
            executed.add(new ItemExecution(key, message, fails));
            if (fails) {
                throw fate == Fate.FAILS_FOR_GOOD
                        ? new UnsupportedOperationException("never")
                        : new IllegalStateException("not now");
            }
        }

        private List<ItemExecution> executionsOf(String key) {
            synchronized (executed) {
                return executed.stream().filter(one -> one.key().equals(key)).toList();
            }
        }

        // ---- deliveries ----

        void toItsEnd() {
            messages.addAndGet(queue.messages.size());
            ordered.addAndGet(queue.fifo ? 1 : 0);
            queue.fates.forEach((key, fate) -> {
                if (fate == Fate.HELD_AND_COMPLETED_BY_ANOTHER || fate == Fate.HELD_UNTIL_ITS_LEASE_LAPSES) {
                    held.put(key, bench.claimedByAnother(key, Duration.ofSeconds(30), Duration.ZERO));
                }
            });
            List<Message> pending = queue.messages;
            for (int receipts = 1; !pending.isEmpty(); receipts++) {
                assertThat(receipts).as(name).isLessThan(MANY);
                Set<String> failed = deliver(withDuplicates(pending));
                pending = pending.stream()
                        .filter(message -> failed.contains(message.id()) && !isDead(message))
                        .toList();
                completeHeld();
                bench.clock.advance(Duration.ofMinutes(1));
            }
            queue.keys().forEach(this::judge);
            executions.addAndGet(executed.size());
        }

        /** A standard queue may deliver a message again that was deleted, and in any order. */
        private List<Message> withDuplicates(List<Message> pending) {
            List<Message> batch = new ArrayList<>(pending);
            if (!queue.fifo) {
                for (Message message : queue.messages) {
                    if (!pending.contains(message) && !isDead(message) && random.nextInt(4) == 0) {
                        batch.add(message);
                    }
                }
                Collections.shuffle(batch, random);
            }
            return batch;
        }

        /** {@return whether a message has gone to the dead-letter queue: no delivery will ever complete it} */
        private boolean isDead(Message message) {
            String key = message.key();
            return key == null
                    || (queue.fate(key) == Fate.FAILS_FOR_GOOD
                            && !accepting
                            && !executionsOf(key).isEmpty());
        }

        private void completeHeld() {
            held.forEach((key, claim) -> {
                if (queue.fate(key) == Fate.HELD_AND_COMPLETED_BY_ANOTHER) {
                    bench.records.complete(
                            new WriteRequest.Complete(
                                    HandlerBench.key(key), claim, new StoredResult.Success(null), Duration.ofDays(14)),
                            bench.call(Duration.ZERO));
                }
            });
            held.clear();
        }

        /** A store that refuses every call fails the invocation, which means every message. */
        private List<String> failed(HandlerAnswer answer, List<Message> batch) {
            if (faulty && answer instanceof HandlerAnswer.Thrown(RecordsNotCompletedException e)) {
                return batch.stream().map(Message::id).distinct().toList();
            }
            List<String> failed = new ArrayList<>();
            for (JsonNode item : Json.tree(answer.document()).path("batchItemFailures")) {
                failed.add(item.path("itemIdentifier").asText());
            }
            return failed;
        }

        private Set<String> deliver(List<Message> batch) {
            deliveries.incrementAndGet();
            Set<String> completedBefore = new HashSet<>(queue.keys());
            completedBefore.removeIf(key -> !bench.isCompleted(key));
            int before = executed.size();
            List<String> failed = failed(bench.send(handler, queue.event(batch)), batch);
            reported.addAndGet(failed.size());
            List<ItemExecution> now = List.copyOf(executed.subList(before, executed.size()));
            String what = "%s%n%s%nreported %s, executed %s, fates %s".formatted(name, batch, failed, now, queue.fates);

            assertThat(failed)
                    .as(what)
                    .isSubsetOf(batch.stream().map(Message::id).toList());
            assertThat(failed).as(what).doesNotHaveDuplicates();
            assertThat(now).as(what).extracting(ItemExecution::key).doesNotHaveDuplicates();
            assertThat(now).as(what).noneMatch(execution -> completedBefore.contains(execution.key()));
            for (Message message : batch) {
                if (!failed.contains(message.id())) {
                    assertThat(isDone(message))
                            .as("%s is done: %s", message, what)
                            .isTrue();
                } else if (!faulty) {
                    assertThat(isOpen(message, batch, failed))
                            .as("%s is open: %s", message, what)
                            .isTrue();
                }
            }
            if (queue.fifo) {
                queue.messages.stream()
                        .map(Message::group)
                        .distinct()
                        .forEach(group -> judge(group, batch, failed, now, what));
            }
            return new HashSet<>(failed);
        }

        // ---- rules ----

        private boolean isDone(Message message) {
            String key = message.key();
            return key == null ? dropped.contains(message.id()) : isDone(key);
        }

        private boolean isDone(String key) {
            return bench.records
                    .find(HandlerBench.key(key), bench.call(Duration.ZERO))
                    .filter(record -> record instanceof IdempotencyRecord.Completed completed
                            && (accepting || !(completed.result() instanceof StoredResult.FinalFailure)))
                    .isPresent();
        }

        /** {@return whether there is a reason to report a message: it is not done, or must wait for one that is not} */
        private boolean isOpen(Message message, List<Message> batch, List<String> failed) {
            return !isDone(message)
                    || batch.subList(0, batch.indexOf(message)).stream()
                            .filter(earlier -> failed.contains(earlier.id()))
                            .anyMatch(earlier -> (queue.fifo && earlier.group().equals(message.group()))
                                    || (message.key() != null && message.key().equals(earlier.key())));
        }

        /** The bodies of a group ran in its order, none of them behind a message that is reported. */
        private void judge(
                String group, List<Message> batch, List<String> failed, List<ItemExecution> now, String what) {
            List<String> order = batch.stream()
                    .filter(message -> message.group().equals(group))
                    .map(Message::id)
                    .toList();
            List<Integer> places = now.stream()
                    .map(execution -> order.indexOf(execution.message()))
                    .filter(place -> place >= 0)
                    .toList();
            assertThat(places).as("order of %s: %s", group, what).isSorted();
            int stop = order.stream()
                    .filter(failed::contains)
                    .findFirst()
                    .map(order::indexOf)
                    .orElse(order.size());
            assertThat(order.subList(stop, order.size()))
                    .as("what is behind a failure of %s is reported: %s", group, what)
                    .allMatch(failed::contains);
            if (!faulty) { // a result that could not be recorded may be known only after later bodies
                assertThat(places).as("behind a failure of %s: %s", group, what).allMatch(place -> place <= stop);
            }
        }

        /** Final state of a key. */
        private void judge(String key) {
            List<Boolean> failures =
                    executionsOf(key).stream().map(ItemExecution::failed).toList();
            String what = "%s of %s: %s".formatted(key, name, queue.fate(key));
            boolean isFinal = queue.fate(key) == Fate.FAILS_FOR_GOOD;
            assertThat(isDone(key)).as(what).isEqualTo(accepting || !isFinal);
            if (!faulty) {
                assertThat(failures)
                        .as(what)
                        .isEqualTo(
                                switch (queue.fate(key)) {
                                    case SUCCEEDS, HELD_UNTIL_ITS_LEASE_LAPSES -> List.of(false);
                                    case FAILS_ONCE -> List.of(true, false);
                                    case FAILS_TWICE -> List.of(true, true, false);
                                    case FAILS_FOR_GOOD -> List.of(true);
                                    case HELD_AND_COMPLETED_BY_ANOTHER -> List.of();
                                });
            }
        }
    }
}
