// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.dynamodb.BatchRequests.Sent;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes of a batch, one request for each group, all groups at once. It sends the conditional updates of single {@link
 * Writes}, and of completions as seen only what differs. Items that
 * do not meet the condition (S5, S6), and writes that a batch cannot express, are left to single calls.
 */
final class BatchWrites {

    private final BatchRequests batches;
    private final PartiQlTexts texts;
    private final ItemCodec codec;
    private final Writes single;
    private final StepsAtOnce atOnce;

    BatchWrites(BatchRequests batches, PartiQlTexts texts, ItemCodec codec, Writes single, StepsAtOnce atOnce) {
        this.batches = batches;
        this.texts = texts;
        this.codec = codec;
        this.single = single;
        this.atOnce = atOnce;
    }

    /** Answers requests by record id, in their order. */
    List<BatchAnswer<WriteVerdict>> writeAll(Map<String, WriteRequest> requests, Call call) {
        Answers<WriteVerdict> answers = new Answers<>();
        Map<String, WriteRequest> forBatches = new LinkedHashMap<>(requests);
        forBatches.values().removeIf(request -> !isForBatches(request));
        atOnce.run(BatchRequests.groups(forBatches).stream()
                .<Runnable>map(group -> () -> answers.attempt(group.keySet(), () -> write(group, answers, call)))
                .toList());
        requests.forEach((id, request) -> {
            if (answers.isOpen(id)) {
                answers.decide(id, () -> single.write(id, request, call));
            }
        });
        return answers.inOrderOf(requests.keySet());
    }

    /**
     * {@return whether PartiQL can express the write: a checkpoint appends to lists that may be absent, which it
     * cannot}
     */
    private static boolean isForBatches(WriteRequest request) {
        return switch (request) {
            case WriteRequest.Checkpoint checkpoint -> false;
            case WriteRequest.Complete complete -> true;
            case WriteRequest.Release release -> true;
            case WriteRequest.Renew renew -> true;
            case WriteRequest.Quarantine quarantine -> true;
            case WriteRequest.Resolve resolve -> true;
        };
    }

    private void write(Map<String, WriteRequest> group, Answers<WriteVerdict> answers, Call call) {
        List<Sent<Pending>> updates = new ArrayList<>();
        group.forEach((id, request) -> answers.attempt(List.of(id), () -> updates.add(update(id, request, call))));
        batches.write(call, updates, (pending, reply) -> answer(pending, reply, answers, call));
        for (Sent<Pending> sent : updates) {
            Pending pending = sent.context();
            if (answers.isOpen(pending.id())) {
                answers.decide(pending.id(), () -> pending.single().get());
            }
        }
    }

    private Sent<Pending> update(String id, WriteRequest request, Call call) {
        if (request instanceof WriteRequest.Complete complete
                && complete.seen() != null
                && complete.seen().recoveryPoints().isEmpty()) {
            CompletionAsSeen seen = single.prepare(id, complete, complete.seen(), call);
            if (seen != null) {
                return asSeen(seen, complete, call);
            }
        }
        PreparedWrite write = single.prepare(id, request, call);
        Pending pending = new Pending(
                id,
                item -> item == null ? null : single.applied(write, item, call),
                item -> single.refused(write, item, call),
                () -> single.send(write, call));
        return new Sent<>(id, pending, texts.update(id, write.statement(), write.values()));
    }

    /** Sets only what differs from the record as seen, whose points' items are not known; the reply needs no item. */
    private Sent<Pending> asSeen(CompletionAsSeen write, WriteRequest.Complete request, Call call) {
        String id = write.id();
        Pending pending = new Pending(
                id,
                item -> write.verdict(),
                item -> single.refused(write, item, call),
                () -> single.write(id, request, call));
        PartiQl update = texts.swap(
                id,
                codec.changes(write.seen(), write.next(), write.result()),
                codec.endedByCompletion(write.seen()),
                UnchangedCondition.of(codec.attributes(), write.seen()));
        return new Sent<>(id, pending, update);
    }

    /**
     * A write whose statement is on its way.
     *
     * @param written the answer if it was made, from the item after it if the reply contains that; null if that item
     *     is needed and missing
     * @param refused the answer if the stored item did not meet its condition
     * @param single the same write as a single call
     */
    private record Pending(
            String id,
            Function<@Nullable Map<String, AttributeValue>, @Nullable WriteVerdict> written,
            Function<Map<String, AttributeValue>, WriteVerdict> refused,
            Supplier<WriteVerdict> single) {}

    /**
     * Records the answer if the reply suffices for it. Otherwise a single call answers: it recognises its own write
     * (S6) and returns the stored record.
     */
    private static void answer(Pending pending, BatchReply reply, Answers<WriteVerdict> answers, Call call) {
        String id = pending.id();
        switch (reply) {
            case BatchReply.Written written ->
                answers.attempt(List.of(id), () -> {
                    WriteVerdict verdict = pending.written().apply(written.item());
                    if (verdict != null) {
                        answers.decide(id, verdict);
                    }
                });
            case BatchReply.Refused refused -> {
                Map<String, AttributeValue> item = refused.item();
                if (item != null) {
                    answers.decide(id, () -> pending.refused().apply(item));
                }
            }
            case BatchReply.Busy busy -> answers.busy(id, busy.code(), call);
            case BatchReply.Undecided undecided -> {}
        }
    }
}
