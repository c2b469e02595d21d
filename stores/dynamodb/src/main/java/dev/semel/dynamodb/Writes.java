// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.model.Blob;
import dev.semel.model.Certainty;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.RecoveryPoint;
import dev.semel.model.Transition;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteRequest.Resolution.ReExecute;
import dev.semel.model.WriteRequest.Resolution.WithResult;
import dev.semel.model.WriteVerdict;
import dev.semel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes after the claim: one conditional update each. An item that does not meet the condition may already show the
 * write (S6), may belong to another claim (S5), or may need a write that the plain update does not make; {@link
 * CompareAndSwap} decides.
 */
final class Writes {

    /** The life of a recovery point's side item if the record's retention has not been read. */
    private static final Duration POINT_RETENTION = Duration.ofDays(32);

    private final DynamoDbRequests requests;
    private final ItemCodec codec;
    private final SideItems sideItems;
    private final ResultPlacement placement;
    private final CompareAndSwap swap;
    private final Statements statements;

    Writes(
            DynamoDbRequests requests,
            ItemCodec codec,
            SideItems sideItems,
            ResultPlacement placement,
            CompareAndSwap swap,
            Statements statements) {
        this.requests = requests;
        this.codec = codec;
        this.sideItems = sideItems;
        this.placement = placement;
        this.swap = swap;
        this.statements = statements;
    }

    WriteVerdict write(String id, WriteRequest request, Call call) {
        if (request instanceof WriteRequest.Complete complete && complete.seen() != null) {
            return replace(id, complete, complete.seen(), call);
        }
        return send(prepare(id, request, call), call);
    }

    /**
     * Completes a record that the caller has seen: a conditional put takes half the bytes of an update's request, and
     * no reply.
     */
    private WriteVerdict replace(String id, WriteRequest.Complete request, InProgress seen, Call call) {
        CompletionAsSeen write = prepare(id, request, seen, call);
        if (write == null) {
            return send(prepare(id, request, call), call);
        }
        Map<String, AttributeValue> next = codec.encode(id, write.next(), write.result());
        UnchangedCondition unchanged = UnchangedCondition.before(codec.attributes(), next, seen.revision());
        Reply reply = requests.put(call, next, unchanged);
        return reply instanceof Reply.Refused refused ? refused(write, refused.item(), call) : write.verdict();
    }

    /**
     * Writes the side items of a completion as seen.
     *
     * @return the completion; null if it is already too late by this clock
     */
    @Nullable
    CompletionAsSeen prepare(String id, WriteRequest.Complete request, InProgress seen, Call call) {
        PlacedResult placed = placement.place(id, request.result(), call.name());
        WriteRequest.Complete kept =
                new WriteRequest.Complete(request.key(), request.claimId(), placed.result(), request.window());
        Transition<WriteVerdict> decided = Transitions.write(seen, kept, call.now());
        if (!(decided.next() instanceof Completed next)) {
            return null;
        }
        SidePointer pointer = SidePointer.ofResult(request.claimId(), placed.digest());
        sideItems.write(call, id, pointer, placed, next.windowEndsAt().plus(SideItems.MARGIN));
        return new CompletionAsSeen(id, kept, seen, next, placed, decided.verdict());
    }

    /** {@return the answer to a completion whose condition {@code item}, null for none, did not meet} */
    WriteVerdict refused(CompletionAsSeen write, @Nullable Map<String, AttributeValue> item, Call call) {
        return swap.decide(
                call,
                write.id(),
                item,
                write.result(),
                record -> Transitions.write(record, write.request(), call.now()));
    }

    /**
     * Writes the side items of a write.
     *
     * @return the write that will point at them
     */
    PreparedWrite prepare(String id, WriteRequest request, Call call) {
        return switch (request) {
            case WriteRequest.Complete complete -> complete(id, complete, call);
            case WriteRequest.Release release -> release(id, release, call);
            case WriteRequest.Renew renew -> renew(id, renew, call);
            case WriteRequest.Checkpoint checkpoint -> checkpoint(id, checkpoint, call);
            case WriteRequest.Quarantine quarantine -> quarantine(id, quarantine, call);
            case WriteRequest.Resolve resolve -> resolve(id, resolve, call);
        };
    }

    WriteVerdict send(PreparedWrite write, Call call) {
        return switch (requests.update(call, write.id(), write.statement(), write.values())) {
            case Reply.Written written -> applied(write, written.item(), call);
            case Reply.Refused refused -> refused(write, refused.item(), call);
        };
    }

    /** {@return the answer to a write that was made; {@code item} shows it} */
    WriteVerdict applied(PreparedWrite write, Map<String, AttributeValue> item, Call call) {
        return applied(codec.decode(item, write.sideValues()), call);
    }

    /** {@return the answer to a write whose condition {@code item}, null for none, did not meet} */
    WriteVerdict refused(PreparedWrite write, @Nullable Map<String, AttributeValue> item, Call call) {
        return swap.decide(
                call,
                write.id(),
                item,
                write.result(),
                record -> Transitions.write(record, write.request(), call.now()));
    }

    private PreparedWrite complete(String id, WriteRequest.Complete request, Call call) {
        PlacedResult placed = placement.place(id, request.result(), call.name());
        WriteRequest.Complete kept =
                new WriteRequest.Complete(request.key(), request.claimId(), placed.result(), request.window());
        Completed draft = PrecomputedRecord.completed(kept, call.now());
        return result(id, kept, statements.complete(), draft, placed, call);
    }

    private PreparedWrite resolve(String id, WriteRequest.Resolve request, Call call) {
        return switch (request.resolution()) {
            case ReExecute reExecute -> reExecute(id, request, call);
            case WithResult result -> {
                PlacedResult placed = placement.place(id, result.result(), call.name());
                WriteRequest.Resolve kept = new WriteRequest.Resolve(
                        request.key(), request.claimId(), new WithResult(placed.result(), result.window()));
                Completed draft = PrecomputedRecord.resolved(kept, call.now());
                yield result(id, kept, statements.resolveWithResult(), draft, placed, call);
            }
        };
    }

    private PreparedWrite result(
            String id, WriteRequest request, Completions updates, Completed draft, PlacedResult placed, Call call) {
        SidePointer pointer = SidePointer.ofResult(request.claimId(), placed.digest());
        sideItems.write(call, id, pointer, placed, draft.windowEndsAt().plus(SideItems.MARGIN));
        Map<String, AttributeValue> values = guarded(request, call);
        if (request instanceof WriteRequest.Resolve) {
            values.remove(":now_s"); // a quarantined record never expires
        }
        Map<Attribute, AttributeValue> set = ItemCodec.completion(draft, placed);
        set.forEach((attribute, value) -> values.put(attribute.valuePlaceholder(), value));
        SideValues known = knowing(pointer, placed.bytes(), sideItems.of(call, id));
        return new PreparedWrite(id, request, updates.setting(set.keySet()), values, placed, known);
    }

    private PreparedWrite release(String id, WriteRequest.Release request, Call call) {
        Map<String, AttributeValue> values = guarded(request, call);
        values.put(":certainty", Values.text(request.certainty().name()));
        values.put(":now_ms", Values.millis(call.now()));
        return new PreparedWrite(id, request, statements.release(), values, null, sideItems.of(call, id));
    }

    private PreparedWrite renew(String id, WriteRequest.Renew request, Call call) {
        InProgress draft = PrecomputedRecord.renewed(request, call.now());
        Map<String, AttributeValue> values = guarded(request, call);
        values.put(":lease", Values.millis(draft.leaseExpiresAt()));
        values.put(":expiration", Values.seconds(draft.retainedUntil()));
        values.put(":kept", Values.seconds(draft.retainedUntil().plus(SideItems.MARGIN)));
        return new PreparedWrite(id, request, statements.renew(), values, null, sideItems.of(call, id));
    }

    private PreparedWrite quarantine(String id, WriteRequest.Quarantine request, Call call) {
        Map<String, AttributeValue> values = guarded(request, call);
        values.put(":reason", Values.text(request.reason()));
        values.put(":far_s", Values.seconds(ItemCodec.FAR_AWAY));
        values.put(":far_ms", Values.millis(ItemCodec.FAR_AWAY));
        values.put(":now_ms", Values.millis(call.now()));
        return new PreparedWrite(id, request, statements.quarantine(), values, null, sideItems.of(call, id));
    }

    private PreparedWrite reExecute(String id, WriteRequest.Resolve request, Call call) {
        Released draft = PrecomputedRecord.reExecuted(request, call.now());
        Map<String, AttributeValue> values = guarded(request, call);
        values.remove(":now_s"); // a quarantined record never expires
        values.put(":certainty", Values.text(draft.certainty().name()));
        values.put(":earlier", Values.text(Certainty.NOT_STARTED.name()));
        values.put(":expiration", Values.seconds(draft.retainedUntil()));
        values.put(":now_ms", Values.millis(call.now()));
        return new PreparedWrite(id, request, statements.resolveReExecute(), values, null, sideItems.of(call, id));
    }

    private PreparedWrite checkpoint(String id, WriteRequest.Checkpoint request, Call call) {
        PlacedPoint point = PlacedPoint.of(request.point(), request.claimId());
        int room = placement.roomBeside(id);
        return point.isBetterInline(room)
                ? checkpointInline(id, request, point, room, call)
                : checkpointAside(id, request, point, call);
    }

    private PreparedWrite checkpointInline(
            String id, WriteRequest.Checkpoint request, PlacedPoint point, int room, Call call) {
        Map<String, AttributeValue> values = stepValues(request, point.inline(), call);
        long before = point.isSmallerInline() ? ItemSize.LIMIT : room - point.inlineBytes();
        values.put(":room", Values.number(before));
        values.put(":bytes", Values.number(point.inlineBytes()));
        values.put(":zero", Values.number(0));
        return new PreparedWrite(id, request, statements.checkpointInline(), values, null, sideItems.of(call, id));
    }

    private PreparedWrite checkpointAside(String id, WriteRequest.Checkpoint request, PlacedPoint point, Call call) {
        Instant until = Instant.ofEpochSecond(call.now().plus(POINT_RETENTION).getEpochSecond());
        Blob value = point.requiredValue();
        sideItems.write(call, id, point.pointer(), value, placement.deflated(value, call.name()), until);
        AttributeValue stored = StoredPoints.aside(request.point(), point.pointer());
        Map<String, AttributeValue> values = stepValues(request, stored, call);
        values.put(":until", Values.seconds(until));
        values.put(":covered", Values.seconds(until.minus(SideItems.MARGIN)));
        SideValues known = knowing(point.pointer(), value, sideItems.of(call, id));
        return new PreparedWrite(id, request, statements.checkpointAside(), values, null, known);
    }

    private static Map<String, AttributeValue> stepValues(
            WriteRequest.Checkpoint request, AttributeValue stored, Call call) {
        RecoveryPoint point = request.point();
        Map<String, AttributeValue> values = guarded(request, call);
        values.put(":step", Values.text(point.name()));
        values.put(":steps", AttributeValue.fromL(List.of(Values.text(point.name()))));
        values.put(":points", AttributeValue.fromL(List.of(stored)));
        values.put(":none", AttributeValue.fromL(List.of()));
        return values;
    }

    /** {@return the values that every condition and update of a write mentions} */
    private static Map<String, AttributeValue> guarded(WriteRequest request, Call call) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":claim", Values.text(request.claimId().value()));
        values.put(":inprogress", Values.text(ItemCodec.IN_PROGRESS));
        values.put(":now_s", Values.seconds(call.now()));
        values.put(":format", Values.number(ItemCodec.FORMAT));
        values.put(":one", Values.number(1));
        return values;
    }

    private static WriteVerdict applied(IdempotencyRecord record, Call call) {
        return switch (record) {
            case Known known -> new WriteVerdict.Applied(known);
            case IdempotencyRecord.Unreadable unreadable ->
                throw StoreException.refused(
                        call.store(),
                        call.name(),
                        "it was applied, but the record cannot be read: " + unreadable.problem(),
                        null);
        };
    }

    /** {@return {@code others}, with one value that is known without reading} */
    private static SideValues knowing(SidePointer mine, @Nullable Blob bytes, SideValues others) {
        return (pointer, placement) -> bytes != null && pointer.equals(mine) ? bytes : others.read(pointer, placement);
    }
}
