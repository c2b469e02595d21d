// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.Deadline;
import dev.semel.Execution;
import dev.semel.Operation;
import dev.semel.OperationInProgressException;
import dev.semel.lambda.BatchPolicy;
import dev.semel.lambda.SqsHandler;
import dev.semel.lambda.SqsMessage;
import dev.semel.lambda.SqsSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/** Handlers that are wrong, each in one way that is seen in the wild. The event is the order's id. */
final class Zoo {

    static final Duration WINDOW = Duration.ofDays(1);

    private Zoo() {}

    /** The work of a handler with an order. */
    @FunctionalInterface
    interface Work {
        String on(String order, Context context) throws Exception;
    }

    static RequestStreamHandler handler(Work work) {
        return (input, output, context) -> respond(work, input, output, context);
    }

    private static void respond(Work work, InputStream input, OutputStream output, Context context) throws IOException {
        String order = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        try {
            output.write(work.on(order, context).getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    static GuardTable table(World world) {
        return world.shared("table", GuardTable.class, GuardTable.InMemory::new);
    }

    static GuardTable.Item mark(World world, String owner) {
        return new GuardTable.Item("COMPLETED", owner, world.clock().instant(), "");
    }

    static Deadline deadline(Context context) {
        return Deadline.within(Duration.ofMillis(context.getRemainingTimeInMillis()));
    }

    /** A Semel operation that charges an order under the key and with the effect key that the parameters make. */
    static Operation<String, String> charging(
            World world, Function<String, String> key, Function<Execution, String> effectKey) {
        return world.idempotency()
                .build()
                .operation("charge", String.class, String.class)
                .key(key::apply)
                .withoutFingerprint()
                .dedupeWindow(WINDOW)
                .body((order, execution) -> {
                    world.effect("charge").happen(order, effectKey.apply(execution));
                    return "charged " + order;
                });
    }

    /** The fixed twin of most: Semel, with the key from the event and its effect key. */
    static RequestStreamHandler semel(World world) {
        Operation<String, String> operation =
                charging(world, order -> order, execution -> execution.effectKey("charge"));
        return handler((order, context) -> String.valueOf(operation.run(order, deadline(context))));
    }

    static RequestStreamHandler naive(World world) {
        return handler((order, context) -> {
            world.effect("charge").honouringKeys().happen(order, null);
            return "charged";
        });
    }

    /** A step whose effect has no key, at a receiver that would honour one. */
    static RequestStreamHandler stepWithoutKey(World world) {
        return stepping(world, false);
    }

    static RequestStreamHandler stepWithKey(World world) {
        return stepping(world, true);
    }

    private static RequestStreamHandler stepping(World world, boolean passesTheKey) {
        Operation<String, String> operation = world.idempotency()
                .build()
                .operation("charge", String.class, String.class)
                .key(order -> order)
                .withoutFingerprint()
                .dedupeWindow(WINDOW)
                .body((order, execution) -> execution.step("charge", String.class, effect -> {
                    world.effect("charge").honouringKeys().happen(order, passesTheKey ? effect.key() : null);
                    return "charged " + order;
                }));
        return handler((order, context) -> String.valueOf(operation.run(order, deadline(context))));
    }

    /** Gives its mark back when its work fails; a process that is gone gives nothing back. */
    static RequestStreamHandler releasesInCatch(World world) {
        return handler((order, context) -> {
            GuardTable table = table(world);
            try {
                if (table.claim(order, mark(world, "me"), world.clock().instant())) {
                    world.effect("charge").happen(order, order);
                }
                return "charged";
            } catch (RuntimeException e) {
                table.delete(order);
                throw e;
            }
        });
    }

    /** Takes a lost reply for a failure, and tries once more as something new, or with the same key. */
    static RequestStreamHandler triesAgain(World world, String secondKey) {
        return handler((order, context) -> {
            try {
                world.effect("charge").happen(order, order);
            } catch (EffectFailedException e) {
                world.effect("charge").happen(order, order + secondKey);
            }
            return "charged";
        });
    }

    static RequestStreamHandler guardBefore(World world) {
        return handler((order, context) -> {
            if (table(world).claim(order, mark(world, "me"), world.clock().instant())) {
                world.effect("charge").happen(order, order);
            }
            return "charged";
        });
    }

    static RequestStreamHandler guardAfter(World world) {
        return handler((order, context) -> {
            if (table(world).get(order) == null) {
                world.effect("charge").happen(order, null);
                table(world).put(order, mark(world, "me"));
            }
            return "charged";
        });
    }

    static RequestStreamHandler checkThenPut(World world) {
        return handler((order, context) -> {
            if (table(world).get(order) == null) {
                table(world).put(order, mark(world, "me"));
                world.effect("charge").happen(order, null);
            }
            return "charged";
        });
    }

    /** Makes the claim atomically, as the fixed twin of the one before. */
    static RequestStreamHandler atomicPut(World world) {
        return handler((order, context) -> {
            if (table(world).claim(order, mark(world, "me"), world.clock().instant())) {
                world.effect("charge").happen(order, null);
            }
            return "charged";
        });
    }

    /**
     * Claims conditionally for the remaining time, and completes and deletes by key alone, or only its own claim.
     *
     * @param completesOwn whether it completes its own claim only
     * @param deletesOwn whether it deletes its own claim only
     * @param margin by how much the claim outlives the invocation
     */
    static RequestStreamHandler claiming(World world, boolean completesOwn, boolean deletesOwn, Duration margin) {
        return handler((order, context) -> {
            GuardTable table = table(world);
            String owner = world.claimIds().next().value();
            Instant now = world.clock().instant();
            Instant until = now.plusMillis(context.getRemainingTimeInMillis()).plus(margin);
            if (!table.claim(order, new GuardTable.Item("INPROGRESS", owner, until, ""), now)) {
                GuardTable.Item there = table.get(order);
                if (there == null || !there.state().equals("COMPLETED")) {
                    throw new IllegalStateException("in progress");
                }
                return there.result();
            }
            String result = "receipt by " + owner.substring(7, 11);
            try {
                world.effect("charge").happen(order, order);
            } catch (RuntimeException e) {
                if (deletesOwn) {
                    table.deleteOwn(order, owner);
                } else {
                    table.delete(order);
                }
                throw e;
            }
            GuardTable.Item completed = new GuardTable.Item("COMPLETED", owner, until, result);
            if (!completesOwn) {
                table.put(order, completed);
            } else if (!table.replaceOwn(order, completed)) {
                throw new IllegalStateException("claim lost");
            }
            return result;
        });
    }

    static RequestStreamHandler randomKey(World world) {
        Operation<String, String> operation =
                charging(world, order -> order + world.random().nextLong(), execution -> execution.effectKey("charge"));
        return handler((order, context) -> String.valueOf(operation.run(order, deadline(context))));
    }

    static RequestStreamHandler claimingWell(World world) {
        return claiming(world, true, true, Duration.ofSeconds(2));
    }

    /** The day is the same for most duplicates. */
    static RequestStreamHandler dayKey(World world) {
        return handler((order, context) -> {
            String day = world.clock().instant().truncatedTo(ChronoUnit.DAYS).toString();
            world.effect("charge").happen(order, order + " " + day);
            return "charged";
        });
    }

    static RequestStreamHandler timestampKey(World world) {
        Operation<String, String> operation =
                charging(world, order -> order + world.clock().instant(), execution -> execution.effectKey("charge"));
        return handler((order, context) -> String.valueOf(operation.run(order, deadline(context))));
    }

    /** Holds a claim for so long, whatever its work takes. */
    static RequestStreamHandler leased(World world, Duration lease) {
        return handler((order, context) -> {
            GuardTable table = table(world);
            String owner = world.claimIds().next().value();
            Instant now = world.clock().instant();
            if (!table.claim(order, new GuardTable.Item("INPROGRESS", owner, now.plus(lease), ""), now)) {
                throw new IllegalStateException("in progress, or done");
            }
            world.effect("charge").happen(order, order);
            table.replaceOwn(order, new GuardTable.Item("COMPLETED", owner, now, ""));
            return "charged";
        });
    }

    /** Goes on with a batch, and with the group, after a failed message. */
    static RequestStreamHandler goesOnInTheGroup(World world) {
        JsonMapper mapper = new JsonMapper();
        return (input, output, context) -> {
            ObjectNode response = mapper.createObjectNode();
            ArrayNode failures = response.putArray("batchItemFailures");
            for (JsonNode message : mapper.readTree(input).path("Records")) {
                String order = message.path("body").asText();
                try {
                    world.effect("charge").happen(order, order);
                } catch (EffectFailedException e) {
                    failures.addObject()
                            .put("itemIdentifier", message.path("messageId").asText());
                }
            }
            output.write(mapper.writeValueAsBytes(response));
        };
    }

    static RequestStreamHandler semelFifo(World world) {
        Operation<SqsMessage, String> operation = SqsSource.operationPerDelivery(
                        world.idempotency().build(), "charge", String.class)
                .withoutFingerprint()
                .body((message, execution) -> {
                    world.effect("charge").happen(message.body(), execution.effectKey("charge"));
                    return "charged";
                });
        return SqsHandler.of(operation, BatchPolicy.defaults().failures(item -> {}));
    }

    static String message(String order) {
        return """
                {"Records": [{"messageId": "id-of-%1$s", "receiptHandle": "handle", "body": "%1$s",
                  "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1545082649183",
                    "MessageGroupId": "customer", "MessageDeduplicationId": "%1$s", "SequenceNumber": "1"},
                  "messageAttributes": {}, "eventSource": "aws:sqs",
                  "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:orders.fifo", "awsRegion": "us-east-2"}]}
                """.formatted(order);
    }

    static RequestStreamHandler swallowsInProgress(World world) {
        Operation<String, String> operation =
                charging(world, order -> order, execution -> execution.effectKey("charge"));
        return handler((order, context) -> {
            try {
                return String.valueOf(operation.run(order, deadline(context)));
            } catch (OperationInProgressException e) {
                return "somebody else does it";
            }
        });
    }
}
