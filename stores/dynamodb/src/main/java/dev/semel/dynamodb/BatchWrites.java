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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes of a batch, one request for each group, all groups at once. It sends the conditional updates of single {@link Writes}. Items that
 * do not meet the condition (S5, S6), and writes that a batch cannot express, are left to single calls.
 */
final class BatchWrites {

    private final BatchRequests batches;
    private final PartiQlTexts texts;
    private final Writes single;
    private final AtOnce atOnce;

    BatchWrites(BatchRequests batches, PartiQlTexts texts, Writes single, AtOnce atOnce) {
        this.batches = batches;
        this.texts = texts;
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
        List<Sent<PreparedWrite>> updates = new ArrayList<>();
        group.forEach((id, request) -> answers.attempt(List.of(id), () -> {
            PreparedWrite write = single.prepare(id, request, call);
            updates.add(new Sent<>(write, texts.update(id, write.statement(), write.values())));
        }));
        batches.write(call, updates, (write, reply) -> answer(write, reply, answers, call));
        for (Sent<PreparedWrite> sent : updates) {
            PreparedWrite write = sent.context();
            if (answers.isOpen(write.id())) {
                answers.decide(write.id(), () -> single.send(write, call));
            }
        }
    }

    /**
     * Records the answer if the reply contains the item. Otherwise a single call answers: it recognises its own write
     * (S6) and returns the stored record.
     */
    private void answer(PreparedWrite write, BatchReply reply, Answers<WriteVerdict> answers, Call call) {
        switch (reply) {
            case BatchReply.Written written -> {
                Map<String, AttributeValue> item = written.item();
                if (item != null) {
                    answers.decide(write.id(), () -> single.applied(write, item, call));
                }
            }
            case BatchReply.Refused refused -> {
                Map<String, AttributeValue> item = refused.item();
                if (item != null) {
                    answers.decide(write.id(), () -> single.refused(write, item, call));
                }
            }
            case BatchReply.Busy busy -> answers.busy(write.id(), busy.code(), call);
            case BatchReply.Undecided undecided -> {}
        }
    }
}
