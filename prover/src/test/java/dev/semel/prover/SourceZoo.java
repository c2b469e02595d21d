// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.Operation;
import dev.semel.OperationBuilder;
import dev.semel.PayloadMismatchException;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Handlers whose mistake shows only if the source behaves as the real one does, each with a twin. */
final class SourceZoo {

    private static final JsonMapper MAPPER = new JsonMapper();

    private SourceZoo() {}

    /** The work of a batch handler with one message; an exception fails its item. */
    @FunctionalInterface
    private interface Item {
        void on(JsonNode message, Instant deadline) throws Exception;
    }

    private static RequestStreamHandler batch(World world, Item item) {
        return (input, output, context) -> {
            Instant deadline = world.clock().instant().plusMillis(context.getRemainingTimeInMillis());
            ObjectNode response = MAPPER.createObjectNode();
            ArrayNode failures = response.putArray("batchItemFailures");
            for (JsonNode message : MAPPER.readTree(input).path("Records")) {
                try {
                    item.on(message, deadline);
                } catch (Exception e) {
                    failures.addObject()
                            .put("itemIdentifier", message.path("messageId").asText());
                }
            }
            output.write(MAPPER.writeValueAsBytes(response));
        };
    }

    private static GuardTable.Item inProgress(Instant until) {
        return new GuardTable.Item("INPROGRESS", "me", until, "");
    }

    /** Waits before it claims, so that a pause of constant length ends in its kill; its lease ends at its deadline. */
    static RequestStreamHandler waitsBeforeItClaims(World world, Duration margin) {
        return Zoo.handler((order, context) -> {
            Instant deadline = world.clock().instant().plusMillis(context.getRemainingTimeInMillis());
            world.waiting().await(Duration.ofSeconds(2));
            Instant now = world.clock().instant();
            if (!Zoo.table(world).claim(order, inProgress(deadline.plus(margin)), now)) {
                throw new IllegalStateException("in progress, or done");
            }
            world.effect("charge").happen(order, order);
            return "charged";
        });
    }

    /** In progress elsewhere, so this receive can be acknowledged: or must fail. */
    static RequestStreamHandler inProgressElsewhere(World world, boolean acknowledges) {
        return batch(world, (message, deadline) -> {
            String order = message.path("body").asText();
            GuardTable table = Zoo.table(world);
            Instant now = world.clock().instant();
            if (!table.claim(order, inProgress(deadline.plusSeconds(2)), now)) {
                GuardTable.Item there = table.get(order);
                if (there != null && there.state().equals("INPROGRESS") && !acknowledges) {
                    throw new IllegalStateException("in progress");
                }
                return;
            }
            world.effect("charge").happen(order, order);
            table.put(order, new GuardTable.Item("COMPLETED", "me", Instant.MAX, ""));
        });
    }

    /** The first receive leaves the message to whoever has received it since; the later ones fail. */
    static RequestStreamHandler leavesItToTheLatestReceive(World world, boolean acknowledges) {
        return batch(world, (message, deadline) -> {
            String order = message.path("body").asText();
            boolean isFirst = message.path("attributes")
                    .path("ApproximateReceiveCount")
                    .asText()
                    .equals("1");
            GuardTable table = Zoo.table(world);
            if (!table.claim(
                    order, inProgress(deadline.plusSeconds(2)), world.clock().instant())) {
                GuardTable.Item there = table.get(order);
                if (there != null && there.state().equals("INPROGRESS") && !(isFirst && acknowledges)) {
                    throw new IllegalStateException("in progress");
                }
                return;
            }
            world.effect("charge").happen(order, order);
            table.put(order, new GuardTable.Item("COMPLETED", "me", Instant.MAX, ""));
        });
    }

    /**
     * Looks whether an order is done before it works, in a read that may be stale; fixed, the claim decides.
     *
     * @param decides whether a read without an item decides that nothing was done
     */
    static RequestStreamHandler trustsAStaleRead(World world, boolean decides) {
        GuardTable table = world.shared(
                "table", GuardTable.class, GuardTable.InMemory::new, StaleReads.of(GuardTable.InMemory::copyOf, "get"));
        return Zoo.handler((order, context) -> {
            Instant now = world.clock().instant();
            Instant lapses = now.plusMillis(context.getRemainingTimeInMillis()).plusSeconds(2);
            if (!table.claim(order, inProgress(lapses), now)) {
                GuardTable.Item there = table.get(order);
                if (there != null && there.state().equals("COMPLETED")) {
                    return "charged";
                }
                if (there != null || !decides) {
                    throw new IllegalStateException("in progress");
                }
            }
            world.effect("charge").happen(order, order);
            table.put(order, new GuardTable.Item("COMPLETED", "me", Instant.MAX, ""));
            return "charged";
        });
    }

    /** Sends two parcels for each order; a send that fails is passed over quietly, or fails. */
    static RequestStreamHandler packs(World world, boolean quietly) {
        return batch(world, (message, deadline) -> {
            String order = message.path("body").asText();
            for (String parcel : List.of("parcel-1 of " + order, "parcel-2 of " + order)) {
                try {
                    world.send(Event.of(parcel, Zoo.message(parcel)));
                } catch (IllegalStateException lost) {
                    if (!quietly) {
                        throw lost;
                    }
                }
            }
        });
    }

    /** Ships each parcel of a batch; what fails is reported, or passed over quietly. */
    static RequestStreamHandler ships(World world, boolean quietly) {
        return batch(world, (message, deadline) -> {
            String parcel = message.path("body").asText();
            try {
                world.effect("ship").honouringKeys().happen(parcel, parcel);
            } catch (EffectFailedException failed) {
                if (!quietly) {
                    throw failed;
                }
            }
        });
    }

    /** Gives a handler the first message of each batch only. */
    static RequestStreamHandler ofTheFirst(RequestStreamHandler handler) {
        return (input, output, context) -> {
            ObjectNode event = (ObjectNode) MAPPER.readTree(input);
            JsonNode first = event.path("Records").path(0);
            event.putArray("Records").add(first);
            handler.handleRequest(new ByteArrayInputStream(MAPPER.writeValueAsBytes(event)), output, context);
        };
    }

    /** Passes a field of the message as the effect key. */
    static RequestStreamHandler keyedBy(World world, String field) {
        return batch(
                world,
                (message, deadline) -> world.effect("charge")
                        .happen(
                                message.path("body").asText(),
                                message.path(field).asText()));
    }

    /** Passes an attribute of the message, such as the time of its send, as the effect key. */
    static RequestStreamHandler keyedByAttribute(World world, String attribute) {
        return batch(
                world,
                (message, deadline) -> world.effect("charge")
                        .happen(
                                message.path("body").asText(),
                                message.path("attributes").path(attribute).asText()));
    }

    /** Passes the seconds that are left as the effect key. */
    static RequestStreamHandler keyedByTheTimeLeft(World world, boolean takesIt) {
        return Zoo.handler((order, context) -> {
            int left = context.getRemainingTimeInMillis() / 1_000;
            world.effect("charge").honouringKeys().happen(order, takesIt ? order + " at " + left : order);
            return "charged";
        });
    }

    /** Answers otherwise if its time is over, when the platform has long dropped the invocation. */
    static RequestStreamHandler tellsThatItIsLate(World world) {
        return Zoo.handler((order, context) -> {
            Instant over = world.clock().instant().plusMillis(context.getRemainingTimeInMillis() + 1_100L);
            world.effect("charge").honouringKeys().happen(order, order);
            return world.clock().instant().isBefore(over) ? "charged" : "charged too late";
        });
    }

    /** Passes an id of the request context, or the client's own header, as the effect key. */
    static RequestStreamHandler keyedByRequest(World world, boolean takesTheContext) {
        return (input, output, context) -> {
            JsonNode request = MAPPER.readTree(input);
            JsonNode key = takesTheContext
                    ? request.path("requestContext").path("requestId")
                    : request.path("headers").path("idempotency-key");
            world.effect("charge").happen(request.path("body").asText(), key.asText());
        };
    }

    static String request(String order) {
        return """
                {"body": "%1$s", "headers": {"idempotency-key": "key-of-%1$s"},
                 "requestContext": {"requestId": "c6af9ac6", "timeEpoch": 1583348638390}}
                """.formatted(order);
    }

    /** Tries a failing receiver so often, then gives up quietly, or fails. */
    static RequestStreamHandler retries(World world, boolean givesUpQuietly) {
        return Zoo.handler((order, context) -> {
            for (int left = 3; left > 0; left--) {
                try {
                    world.effect("charge").honouringKeys().happen(order, order);
                    return "charged";
                } catch (EffectFailedException e) {
                    if (left == 1 && !givesUpQuietly) {
                        throw e;
                    }
                }
            }
            return "charged later, perhaps";
        });
    }

    /** Marks an order in a field before its work, or after it. */
    static RequestStreamHandler remembersInAField(World world, boolean marksFirst) {
        Set<String> seen = new HashSet<>();
        return Zoo.handler((order, context) -> {
            if (seen.contains(order)) {
                return "charged";
            }
            if (marksFirst) {
                seen.add(order);
            }
            world.effect("charge").honouringKeys().happen(order, order);
            seen.add(order);
            return "charged";
        });
    }

    /** Remembers for good that an order has failed, and skips it when it is sent again; or tries it again. */
    static RequestStreamHandler marksWhatFailed(World world, boolean forGood) {
        return Zoo.handler((order, context) -> {
            GuardTable table = Zoo.table(world);
            if (forGood && table.get(order) != null) {
                return "failed before";
            }
            try {
                world.effect("charge").honouringKeys().happen(order, order);
            } catch (EffectFailedException e) {
                table.put(order, Zoo.mark(world, "failed"));
                throw e;
            }
            return "charged";
        });
    }

    /** Makes a key that holds until a redelivery is due, or longer. */
    static RequestStreamHandler keyOfTheHour(World world, Duration memory) {
        return Zoo.handler((order, context) -> {
            world.effect("charge").honouringKeysFor(memory).happen(order, order);
            return "charged";
        });
    }

    /** Handles the first message of each batch, or all. */
    static RequestStreamHandler handlesTheFirst(World world, boolean only) {
        return (input, output, context) -> {
            for (JsonNode message : MAPPER.readTree(input).path("Records")) {
                String order = message.path("body").asText();
                world.effect("charge").honouringKeys().happen(order, order);
                if (only) {
                    return;
                }
            }
        };
    }

    /** Claims for ever, so that an event is given up after one fault. */
    static RequestStreamHandler claimsForEver(World world) {
        return Zoo.handler((order, context) -> {
            GuardTable table = Zoo.table(world);
            if (!table.claim(order, inProgress(Instant.MAX), world.clock().instant())) {
                GuardTable.Item there = table.get(order);
                if (there == null || there.state().equals("INPROGRESS")) {
                    throw new IllegalStateException("in progress");
                }
                return "charged";
            }
            world.effect("charge").happen(order, order);
            table.put(order, Zoo.mark(world, "me"));
            return "charged";
        });
    }

    /** Stores the answer of a failed charge too, so that every retry gets the stored status 500. */
    static RequestStreamHandler cachesFailures(World world) {
        return Zoo.handler((order, context) -> {
            GuardTable table = Zoo.table(world);
            GuardTable.Item there = table.get(order);
            if (there != null && there.state().equals("500")) {
                throw new IllegalStateException("status 500"); // as its client does
            }
            try {
                world.effect("charge").honouringKeys().happen(order, order);
            } catch (EffectFailedException e) {
                table.put(order, new GuardTable.Item("500", "me", Instant.MAX, ""));
                throw e;
            }
            return "status 200";
        });
    }

    /**
     * Charges {@code order amount} under the key of the order.
     *
     * @param compares whether the payload's fingerprint is compared
     * @param answers whether a refusal is an answer to a caller, else an exception
     */
    static RequestStreamHandler amounts(World world, boolean compares, boolean answers) {
        return amounts(world, compares, (event, refused) -> {
            if (answers) {
                return "{\"statusCode\": 422}";
            }
            throw refused;
        });
    }

    /** The answer of a handler to an event whose key was given for another payload. */
    @FunctionalInterface
    interface Refusal {
        String of(String event, PayloadMismatchException refused);
    }

    static RequestStreamHandler amounts(World world, boolean compares, Refusal refusal) {
        OperationBuilder<String, String> builder = world.idempotency()
                .build()
                .operation("charge", String.class, String.class)
                .key(event -> event.split(" ", 2)[0])
                .dedupeWindow(Zoo.WINDOW);
        Operation<String, String> operation = (compares ? builder : builder.withoutFingerprint())
                .body((event, execution) -> {
                    world.effect("charge").happen(event, execution.effectKey("charge"));
                    return "charged " + event;
                });
        return Zoo.handler((event, context) -> {
            try {
                return String.valueOf(operation.run(event, Zoo.deadline(context)));
            } catch (PayloadMismatchException e) {
                return refusal.of(event, e);
            }
        });
    }

    /**
     * Keeps the order of an invocation in a field, which another one in the same instance changes; or in a variable.
     */
    static RequestStreamHandler keepsTheOrderInAField(World world, boolean inAField) {
        AtomicReference<String> field = new AtomicReference<>("");
        return Zoo.handler((order, context) -> {
            field.set(order);
            Instant now = world.clock().instant();
            Instant lapses = now.plusMillis(context.getRemainingTimeInMillis()).plusSeconds(2);
            if (!Zoo.table(world).claim(order, inProgress(lapses), now)) {
                throw new IllegalStateException("in progress, or done");
            }
            String charged = inAField ? String.valueOf(field.get()) : order;
            world.effect("charge").honouringKeys().happen(charged, charged);
            return "charged";
        });
    }

    /** Marks an order as begun under a lease that covers the kill, and charges it: the mark is a put, or decides. */
    static RequestStreamHandler marksUnderALease(World world, boolean decides) {
        return Zoo.handler((order, context) -> {
            GuardTable table = Zoo.table(world);
            Instant now = world.clock().instant();
            Instant lapses = now.plusMillis(context.getRemainingTimeInMillis()).plusSeconds(2);
            if (!table.claim(order, inProgress(lapses), now)) {
                throw new IllegalStateException("in progress");
            }
            String mark = order + " begun";
            if (decides ? !table.claim(mark, inProgress(Instant.MAX), now) : table.get(mark) != null) {
                return "begun before";
            }
            if (!decides) {
                table.put(mark, Zoo.mark(world, "me"));
            }
            world.effect("charge").happen(order, order);
            return "charged";
        });
    }

    /**
     * Lets one invocation of its instance look at an order and charge it, which another instance does too; or claims.
     */
    static RequestStreamHandler guardsWithinItsInstance(World world, boolean claims) {
        Set<String> busy = ConcurrentHashMap.newKeySet();
        return Zoo.handler((order, context) -> {
            if (!busy.add(order)) {
                throw new IllegalStateException("in progress");
            }
            try {
                GuardTable table = Zoo.table(world);
                if (claims
                        ? !table.claim(
                                order, inProgress(Instant.MAX), world.clock().instant())
                        : table.get(order) != null) {
                    return "begun before";
                }
                if (!claims) {
                    table.put(order, Zoo.mark(world, "me"));
                }
                world.effect("charge").happen(order, order);
                return "charged";
            } finally {
                busy.remove(order);
            }
        });
    }

    /** Waits in a lock of the instance while another invocation holds it at a call; or holds it over no call. */
    static RequestStreamHandler locksTheInstance(World world) {
        Object lock = new Object();
        return Zoo.handler((order, context) -> {
            synchronized (lock) {
                world.effect("charge").honouringKeys().happen(order, order);
                return "charged";
            }
        });
    }

    /** Keys by the order alone, or by the tenant and the order: the event is {@code tenant order}. */
    static RequestStreamHandler tenants(World world, boolean keysByTenant) {
        Function<String, String> key = event -> keysByTenant ? event : event.split(" ", 2)[1];
        Operation<String, String> operation = world.idempotency()
                .build()
                .operation("charge", String.class, String.class)
                .key(key::apply)
                .withoutFingerprint()
                .dedupeWindow(Zoo.WINDOW)
                .body((event, execution) -> {
                    world.effect("charge").happen(event, execution.effectKey("charge"));
                    return "charged";
                });
        return Zoo.handler((event, context) -> String.valueOf(operation.run(event, Zoo.deadline(context))));
    }
}
