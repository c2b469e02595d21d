// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.dynamodb.EffectsRefusedException.Refusal;
import dev.semel.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * Writes a record and the caller's writes together, the record first. The reasons of a cancelled transaction come back
 * in the order of its actions ("TransactWriteItems" of the API reference): the record's reason is judged before the
 * caller's.
 *
 * <p>S6 does not depend on {@code ClientRequestToken}, so the SDK draws one for each request. Its internal retries
 * repeat the token, and DynamoDB then answers an applied transaction with success. Every later request has another
 * token, and finds the claim id in the record. A token derived from the claim id would break the latter: for ten
 * minutes DynamoDB would answer a repetition without looking at the record, or, because its timestamps differ, refuse
 * it for other parameters.
 */
final class Transactions {

    /** The most bytes of all items of a transaction ("Amazon DynamoDB Transactions: How it works"). */
    private static final long BYTES_LIMIT = 4L * 1024 * 1024;

    /**
     * The most tries. Each conflict means that another writer succeeded, and lasts as long as its write; after this
     * many the caller should retry.
     */
    private static final int TRIES = 10;

    private static final String NONE = "None";
    private static final String CONFLICT = "TransactionConflict";
    private static final String INVALID = "ValidationError";
    private static final String COLLECTION_FULL = "ItemCollectionSizeLimitExceeded";
    private static final Set<String> REFUSALS =
            Set.of(EffectsRefusedException.CONDITION_FAILED, INVALID, COLLECTION_FULL);

    private static final Action ACTION = new Action(
            "dynamodb:TransactWriteItems",
            "dynamodb:PutItem on the record's table, and on their tables PutItem, UpdateItem, DeleteItem and"
                    + " ConditionCheckItem for the writes that come with it",
            "is invalid: a key or an expression does not fit its table, or two writes are on one item; see the cause",
            "a smaller result, or fewer or smaller recovery points");

    private final DynamoDbClient client;
    private final String table;
    private final RequestLimits limits;

    Transactions(DynamoDbRequests requests) {
        client = requests.client();
        table = requests.table();
        limits = requests.limits();
    }

    /** Refuses, before anything is sent, effects that no transaction can take together with {@code record}. */
    void requireRoom(Call call, Map<String, AttributeValue> record, DynamoDbWrites effects) {
        long total = ItemSize.of(record);
        for (EffectWrite write : effects.writes()) {
            if (write.isPut() && write.bytes() > ItemSize.LIMIT) {
                int index = effects.writes().indexOf(write);
                throw StoreException.tooLarge(
                        call.store(),
                        call.name(),
                        write.bytes(),
                        ItemSize.LIMIT,
                        "writes[" + index + "] puts an item of that size; store less, such as a reference");
            }
            total += write.bytes();
        }
        if (total > BYTES_LIMIT) {
            throw StoreException.tooLarge(
                    call.store(),
                    call.name(),
                    total,
                    BYTES_LIMIT,
                    "its writes are one transaction; write less, or split the operation into several keys");
        }
    }

    /**
     * Writes both, if the table holds the record that was seen.
     *
     * @throws EffectsRefusedException if the record could have been written, but not the effects
     */
    Reply write(Call call, Map<String, AttributeValue> record, UnchangedCondition seen, DynamoDbWrites effects) {
        requireRoom(call, record, effects);
        List<TransactWriteItem> actions = new ArrayList<>();
        actions.add(put(record, seen));
        actions.addAll(effects.items());
        RuntimeException last = null;
        for (int i = 0; i < TRIES; i++) {
            TransactWriteItemsRequest request = limits.within(
                            call, TransactWriteItemsRequest.builder().transactItems(actions))
                    .build();
            try {
                client.transactWriteItems(request);
                return new Reply.Written(record);
            } catch (TransactionCanceledException e) {
                Optional<Reply> reply = judge(call, e, actions.size());
                if (reply.isPresent()) {
                    return reply.get();
                }
                last = e;
            } catch (TransactionInProgressException e) {
                last = e;
            } catch (RuntimeException e) {
                throw Failures.of(e, call.store(), call.name(), ACTION);
            }
        }
        throw StoreException.unavailable(
                call.store(), call.name(), new IllegalStateException("others wrote the same items at each try", last));
    }

    private TransactWriteItem put(Map<String, AttributeValue> record, UnchangedCondition seen) {
        Put.Builder put = Put.builder()
                .tableName(table)
                .item(record)
                .conditionExpression(seen.condition())
                .expressionAttributeNames(seen.names())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (!seen.values().isEmpty()) {
            put.expressionAttributeValues(seen.values());
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    /** {@return the reply of a cancelled transaction; empty if another try may succeed} */
    private static Optional<Reply> judge(Call call, TransactionCanceledException e, int actions) {
        List<CancellationReason> reasons = e.cancellationReasons();
        if (reasons.size() != actions || !reasons.stream().allMatch(Transactions::isWhole)) {
            throw StoreException.unavailable(call.store(), call.name(), e); // nobody knows what was refused
        }
        CancellationReason ofRecord = reasons.get(0);
        switch (code(ofRecord)) {
            case EffectsRefusedException.CONDITION_FAILED -> {
                return Optional.of(new Reply.Refused(itemOf(ofRecord)));
            }
            case CONFLICT -> {
                return Optional.empty();
            }
            case NONE -> {}
            case INVALID, COLLECTION_FULL -> throw recordRefused(call, e, ofRecord);
            default -> throw StoreException.unavailable(call.store(), call.name(), e);
        }
        List<Refusal> refusals = refusals(reasons);
        if (!refusals.isEmpty()) {
            throw EffectsRefusedException.of(call.store(), call.name(), refusals, e);
        }
        if (reasons.stream().anyMatch(reason -> code(reason).equals(CONFLICT))) {
            return Optional.empty();
        }
        throw StoreException.unavailable(call.store(), call.name(), e);
    }

    private static boolean isWhole(@Nullable CancellationReason reason) {
        return reason != null && (!reason.hasItem() || Received.isWhole(reason.item()));
    }

    private static List<Refusal> refusals(List<CancellationReason> reasons) {
        List<Refusal> refusals = new ArrayList<>();
        for (int i = 1; i < reasons.size(); i++) {
            CancellationReason reason = reasons.get(i);
            if (REFUSALS.contains(code(reason))) {
                refusals.add(new Refusal(i - 1, code(reason), reason.item()));
            }
        }
        return refusals;
    }

    private static StoreException recordRefused(Call call, TransactionCanceledException e, CancellationReason reason) {
        boolean tooLarge = reason.message() != null && reason.message().contains("Item size");
        return tooLarge
                ? StoreException.tooLarge(
                        call.store(), call.name(), ItemSize.LIMIT + 1L, ItemSize.LIMIT, ACTION.whenTooLarge())
                : StoreException.refused(call.store(), call.name(), "the record " + ACTION.whenInvalid(), e);
    }

    private static @Nullable Map<String, AttributeValue> itemOf(CancellationReason reason) {
        return reason.hasItem() ? reason.item() : null;
    }

    private static String code(CancellationReason reason) {
        return reason.code() == null ? NONE : reason.code();
    }
}
