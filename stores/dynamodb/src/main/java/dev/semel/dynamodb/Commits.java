// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.CommitRequest;
import dev.semel.model.CommitVerdict;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Commits, and checkpoints with effects. A commit is a swap that begins with the guess that the key is nothing: a
 * transaction that finds the guess right is the only request, and one that finds it wrong brings the record that answers
 * a duplicate. A transaction returns no item, so what it writes is put whole, as {@link Transitions} says, on condition
 * that the record is the one that was seen; a record whose window is over takes a second one for that reason.
 */
final class Commits {

    private final DynamoDbRequests requests;
    private final Transactions transactions;
    private final ItemCodec codec;
    private final SideItems sideItems;
    private final ResultPlacement placement;
    private final CompareAndSwap swap;

    Commits(
            DynamoDbRequests requests,
            Transactions transactions,
            ItemCodec codec,
            SideItems sideItems,
            ResultPlacement placement,
            CompareAndSwap swap) {
        this.requests = requests;
        this.transactions = transactions;
        this.codec = codec;
        this.sideItems = sideItems;
        this.placement = placement;
        this.swap = swap;
    }

    CommitVerdict commit(String id, CommitRequest request, DynamoDbWrites effects, Call call) {
        requireOthers(id, effects);
        PlacedResult placed = placement.place(id, request.result(), call.name());
        CommitRequest kept = keeping(placed, request);
        Completed draft = draft(kept, call.now());
        transactions.requireRoom(call, codec.encode(id, draft, placed), effects);
        SidePointer pointer = SidePointer.ofResult(kept.claimId(), kept.result().digest());
        sideItems.write(call, id, pointer, placed, draft.windowEndsAt().plus(SideItems.MARGIN));
        return swap.decide(
                call,
                id,
                null,
                placed,
                record -> Transitions.commit(record, kept, call.now()),
                (next, seen) -> write(call, next, seen, effects));
    }

    /** S5, S6: the record is read first, so that neither a fenced checkpoint nor a repetition costs a transaction. */
    WriteVerdict checkpoint(String id, WriteRequest.Checkpoint request, DynamoDbWrites effects, Call call) {
        requireOthers(id, effects);
        return swap.decide(
                call,
                id,
                requests.get(call, id),
                null,
                record -> Transitions.write(record, request, call.now()),
                (next, seen) -> write(call, next, seen, effects));
    }

    private Reply write(Call call, Map<String, AttributeValue> next, UnchangedCondition seen, DynamoDbWrites effects) {
        return effects.writes().isEmpty()
                ? requests.put(call, next, seen) // half the write units of a transaction
                : transactions.write(call, next, seen, effects);
    }

    private void requireOthers(String id, DynamoDbWrites effects) {
        new TransactionItems(effects.writes())
                .requireDistinctFrom(requests.table(), requests.attributes().key(id));
    }

    private static CommitRequest keeping(PlacedResult placed, CommitRequest request) {
        return new CommitRequest(
                request.key(),
                request.claimId(),
                request.fingerprint(),
                request.fingerprintPolicy(),
                placed.result(),
                request.window(),
                request.takeOver(),
                request.source());
    }

    private static Completed draft(CommitRequest request, Instant now) {
        if (!(Transitions.commit(null, request, now).next() instanceof Completed first)) {
            throw new IllegalStateException("Nothing is always committed over");
        }
        return first;
    }
}
