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
 * Commits, and checkpoints with effects. A commit is a compare-and-swap that begins with the guess that the record is
 * absent. If the guess is right, one transaction is the only request. If it is wrong, the reply contains the record
 * that answers a duplicate. A transaction returns no item, so the item is put whole, as {@link Transitions} computes
 * it, on condition that the stored record is the one that was seen. For the same reason a record whose window has ended
 * takes a second transaction.
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
        SidePointer pointer = SidePointer.ofResult(kept.claimId(), placed.digest());
        sideItems.write(call, id, pointer, placed, draft.windowEndsAt().plus(SideItems.MARGIN));
        return swap.decide(
                call,
                id,
                null,
                placed,
                record -> Transitions.commit(record, kept, call.now()),
                (next, seen) -> write(call, next, seen, effects));
    }

    /** S5, S6: reads the record first, so that a fenced checkpoint or a repetition never costs a transaction. */
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
            throw new IllegalStateException("A commit over an absent record always succeeds");
        }
        return first;
    }
}
