// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.Waiting;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Sends many reads or conditional writes in one request. If the role lacks the permissions for batches, there are no
 * replies, and the caller sends single requests instead. Such a denial is remembered for the lifetime of this object.
 * Thread-safe.
 */
final class BatchRequests {

    /** The most statements in one batch ("BatchExecuteStatement" of the DynamoDB API reference). */
    private static final int STATEMENTS = 25;

    /** The most keys in one read ("BatchGetItem" of the DynamoDB API reference). */
    private static final int KEYS = 100;

    /** The most requests for keys that were left unprocessed. Single reads, which wait, do the rest. */
    private static final int READS = 5;

    /** The pause before throttled statements are sent again; doubled each time up to the longest. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);

    /** The codes of a statement that another try may make. */
    private static final Set<BatchStatementErrorCodeEnum> BUSY = Set.of(
            BatchStatementErrorCodeEnum.THROTTLING_ERROR,
            BatchStatementErrorCodeEnum.PROVISIONED_THROUGHPUT_EXCEEDED,
            BatchStatementErrorCodeEnum.REQUEST_LIMIT_EXCEEDED,
            BatchStatementErrorCodeEnum.TRANSACTION_CONFLICT,
            BatchStatementErrorCodeEnum.INTERNAL_SERVER_ERROR);

    private final DynamoDbClient client;
    private final String table;
    private final Attributes attributes;
    private final RequestLimits limits;
    private final Waiting waiting;
    private volatile boolean usable;
    private volatile boolean mayUpdate;

    /**
     * Creates a sender.
     *
     * @param waiting the pauses between tries
     * @param partiQl whether to send batches at all
     */
    BatchRequests(DynamoDbRequests single, Waiting waiting, boolean partiQl) {
        this.waiting = waiting;
        client = single.client();
        table = single.table();
        attributes = single.attributes();
        limits = single.limits();
        usable = partiQl && !table.startsWith("arn:"); // whether a statement may name a table so is not documented
    }

    /**
     * A statement to be sent.
     *
     * @param id the id of the record that it is about
     * @param context the data that its sender needs when the reply arrives
     * @param statement the statement
     */
    record Sent<T>(String id, T context, PartiQl statement) {}

    /**
     * The result of reading one key.
     *
     * @param item the item; null if there is none
     */
    record Found(@Nullable Map<String, AttributeValue> item) {}

    /** {@return the requests by id and in order, split into groups that fit into one request each} */
    static <R> List<Map<String, R>> groups(Map<String, R> requests) {
        List<Map<String, R>> groups = new ArrayList<>();
        Map<String, R> group = new LinkedHashMap<>();
        for (Map.Entry<String, R> request : requests.entrySet()) {
            if (group.size() % STATEMENTS == 0) {
                group = new LinkedHashMap<>();
                groups.add(group);
            }
            group.put(request.getKey(), request.getValue());
        }
        return groups;
    }

    /**
     * Sends the statements of a group and passes each of them on with its reply. Statements that DynamoDB throttles are
     * sent again until the call's time is over; only then their reply is {@code Busy}. If there is no reply at all to
     * the first request, throws the exception that a single call would throw.
     */
    <T> void write(Call call, List<Sent<T>> group, BiConsumer<T, BatchReply> replies) {
        write(call, group, null, replies);
    }

    /**
     * Sends {@code futile}, an update that changes nothing, if it is not known yet whether the role may update: before
     * several groups claim at once, or a full one. If the role may not, nothing that they claimed could be recorded.
     */
    void probe(Call call, PartiQl futile) {
        if (usable && !mayUpdate) {
            write(call, List.<Sent<Boolean>>of(), futile, (none, reply) -> {});
        }
    }

    /** {@return whether the statements of this group and {@link #claim its futile update} fit into one request} */
    static boolean hasRoomForProbe(int statements) {
        return statements < STATEMENTS;
    }

    /**
     * As {@link #write}, for inserts that claim. The first of them travel with {@code futile}, if they leave room for
     * it. If the role may not update, all of them are undecided although they may have been applied, and the single
     * claims that follow show what the role may do.
     */
    <T> void claim(Call call, List<Sent<T>> group, PartiQl futile, BiConsumer<T, BatchReply> replies) {
        write(call, group, mayUpdate || !hasRoomForProbe(group.size()) ? null : futile, replies);
    }

    private <T> void write(
            Call call, List<Sent<T>> group, @Nullable PartiQl futile, BiConsumer<T, BatchReply> replies) {
        List<Busy<T>> busy = round(call, group, futile, replies);
        Duration pause = FIRST_PAUSE;
        while (!busy.isEmpty() && pause(call, pause)) {
            busy = again(call, busy, replies);
            pause = longer(pause);
        }
        busy.forEach(throttled -> replies.accept(throttled.sent().context(), throttled.reply()));
    }

    /** A statement that was throttled. */
    private record Busy<T>(Sent<T> sent, BatchReply.Busy reply) {}

    private <T> List<Busy<T>> round(
            Call call, List<Sent<T>> group, @Nullable PartiQl futile, BiConsumer<T, BatchReply> replies) {
        List<Sent<T>> sendable = usable
                ? group.stream().filter(sent -> sent.statement().isSendable()).toList()
                : List.of();
        List<PartiQl> statements =
                new ArrayList<>(sendable.stream().map(Sent::statement).toList());
        if (usable && futile != null) {
            statements.add(futile);
        }
        List<BatchStatementResponse> responses = statements.isEmpty() ? List.of() : send(call, statements);
        boolean undecided = responses.size() != statements.size(); // nobody knows which answers which statement
        if (undecided
                || (futile != null
                        && statements.size() > sendable.size()
                        && !mayClaim(call, futile, responses.get(sendable.size())))) {
            return List.of();
        }
        List<Busy<T>> busy = new ArrayList<>();
        for (int i = 0; i < sendable.size(); i++) {
            Sent<T> sent = sendable.get(i);
            BatchReply reply = reply(sent.id(), responses.get(i));
            if (reply instanceof BatchReply.Busy throttled) {
                busy.add(new Busy<>(sent, throttled));
            } else {
                replies.accept(sent.context(), reply);
            }
        }
        return busy;
    }

    /** Sends throttled statements again. Without any reply they stay throttled: the others are answered already. */
    private <T> List<Busy<T>> again(Call call, List<Busy<T>> busy, BiConsumer<T, BatchReply> replies) {
        try {
            return round(call, busy.stream().map(Busy::sent).toList(), null, replies);
        } catch (StoreException e) {
            return busy;
        }
    }

    private boolean pause(Call call, Duration pause) {
        if (!call.hasMoreThan(pause)) {
            return false;
        }
        try {
            waiting.await(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * {@return whether inserts beside the update that changes nothing count as claims} While the update is throttled it
     * decides nothing, and is sent again.
     */
    private boolean mayClaim(Call call, PartiQl futile, @Nullable BatchStatementResponse first) {
        BatchStatementResponse response = first;
        Duration pause = FIRST_PAUSE;
        while (!isDenied(response)) {
            if (mayUpdate || !isThrottled(response)) {
                return true;
            }
            if (!pause(call, pause)) {
                return false;
            }
            List<BatchStatementResponse> again = send(call, List.of(futile));
            response = again.size() == 1 ? again.get(0) : null;
            pause = longer(pause);
        }
        return false;
    }

    private static boolean isThrottled(@Nullable BatchStatementResponse response) {
        BatchStatementError error = response == null ? null : response.error();
        return error != null && error.code() != null && BUSY.contains(error.code());
    }

    private static Duration longer(Duration pause) {
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    /** Remembers the reply to the update that changes nothing. */
    private boolean isDenied(@Nullable BatchStatementResponse futile) {
        if (futile == null) {
            return false;
        }
        BatchStatementError error = futile.error();
        if (error != null && error.code() == BatchStatementErrorCodeEnum.ACCESS_DENIED) {
            usable = false;
            return true;
        }
        if (error == null || error.code() == BatchStatementErrorCodeEnum.CONDITIONAL_CHECK_FAILED) {
            mayUpdate = true;
        }
        return false;
    }

    private List<BatchStatementResponse> send(Call call, List<PartiQl> statements) {
        BatchExecuteStatementRequest request = limits.within(
                        call,
                        BatchExecuteStatementRequest.builder()
                                .statements(statements.stream()
                                        .map(PartiQl::request)
                                        .toList()))
                .build();
        try {
            return client.batchExecuteStatement(request).responses();
        } catch (RuntimeException e) {
            refuse(e, call, "dynamodb:BatchExecuteStatement");
            return List.of();
        }
    }

    /** {@return the reply; a malformed one decides nothing} */
    private BatchReply reply(String id, @Nullable BatchStatementResponse response) {
        if (response == null || (response.hasItem() && !Received.isItemOf(id, attributes, response.item()))) {
            return new BatchReply.Undecided();
        }
        BatchStatementError error = response.error();
        if (error == null) {
            return new BatchReply.Written(response.hasItem() ? response.item() : null);
        }
        return switch (error.code()) {
            case CONDITIONAL_CHECK_FAILED, DUPLICATE_ITEM ->
                error.hasItem() && !Received.isItemOf(id, attributes, error.item())
                        ? new BatchReply.Undecided()
                        : new BatchReply.Refused(error.hasItem() ? error.item() : null);
            case THROTTLING_ERROR,
                    PROVISIONED_THROUGHPUT_EXCEEDED,
                    REQUEST_LIMIT_EXCEEDED,
                    TRANSACTION_CONFLICT,
                    INTERNAL_SERVER_ERROR -> new BatchReply.Busy(error.codeAsString());
            case ACCESS_DENIED -> {
                usable = false;
                yield new BatchReply.Undecided();
            }
            case null -> new BatchReply.Undecided();
            case VALIDATION_ERROR, RESOURCE_NOT_FOUND, ITEM_COLLECTION_SIZE_LIMIT_EXCEEDED, UNKNOWN_TO_SDK_VERSION ->
                new BatchReply.Undecided();
        };
    }

    /** S8: reads consistently. Ids that could not be read are missing in the returned map. */
    Map<String, Found> read(Call call, Collection<String> ids) {
        List<String> all = List.copyOf(new LinkedHashSet<>(ids)); // a key given twice would refuse the whole read
        Map<String, Found> found = new HashMap<>();
        for (int from = 0; from < all.size(); from += KEYS) {
            read(call, all.subList(from, Math.min(all.size(), from + KEYS)), found);
        }
        return found;
    }

    private void read(Call call, List<String> ids, Map<String, Found> found) {
        KeysAndAttributes keys = KeysAndAttributes.builder()
                .keys(ids.stream().map(attributes::key).toList())
                .consistentRead(true)
                .build();
        boolean whole = true;
        for (int i = 0; usable && whole && i < READS && keys.hasKeys(); i++) {
            BatchGetItemResponse response = read(call, keys);
            whole = addFound(response.responses().getOrDefault(table, List.of()), found);
            keys = response.unprocessedKeys()
                    .getOrDefault(table, KeysAndAttributes.builder().build());
            whole &= keys != null;
        }
        if (usable && whole && !keys.hasKeys()) {
            ids.forEach(id -> found.putIfAbsent(id, new Found(null)));
        }
    }

    /** {@return whether the answer is well formed; otherwise the ids that it lacks are not known to be absent} */
    private boolean addFound(@Nullable List<Map<String, AttributeValue>> items, Map<String, Found> found) {
        if (items == null) {
            return false;
        }
        boolean whole = true;
        for (Map<String, AttributeValue> item : items) {
            AttributeValue id = Received.isWhole(item) ? item.get(attributes.name(Attribute.ID)) : null;
            if (id == null || id.s() == null) {
                whole = false;
            } else {
                found.put(id.s(), new Found(item));
            }
        }
        return whole;
    }

    private BatchGetItemResponse read(Call call, KeysAndAttributes keys) {
        BatchGetItemRequest request = limits.within(
                        call, BatchGetItemRequest.builder().requestItems(Map.of(table, keys)))
                .build();
        try {
            return client.batchGetItem(request);
        } catch (RuntimeException e) {
            refuse(e, call, "dynamodb:BatchGetItem");
            return BatchGetItemResponse.builder()
                    .unprocessedKeys(Map.of(table, keys))
                    .build();
        }
    }

    /**
     * Remembers a denial, ignores an invalid request because single requests may succeed, and throws for everything
     * else.
     */
    private void refuse(RuntimeException failure, Call call, String action) {
        if (Failures.isDenied(failure)) {
            usable = false;
        } else if (!Failures.isInvalid(failure)) {
            throw Failures.of(failure, call.store(), call.name(), Action.onRecord(action, attributes.keyNames()));
        }
    }
}
