// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import org.jspecify.annotations.Nullable;

/** The verdicts that scripts answer, as values of the model. */
final class RedisVerdicts {

    private RedisVerdicts() {}

    static ClaimVerdict claim(ScriptAnswer.Decided answer, RedisCall call) {
        IdempotencyRecord record = RecordHash.decode(answer.hash());
        if (record instanceof IdempotencyRecord.Unreadable unreadable) {
            return new ClaimVerdict.Unreadable(unreadable); // S12
        }
        return switch (answer.verdict()) {
            case "CLAIMED" -> new ClaimVerdict.Claimed(as(IdempotencyRecord.InProgress.class, record, call));
            case "IN_PROGRESS" -> new ClaimVerdict.InProgress(as(IdempotencyRecord.InProgress.class, record, call));
            case "COMPLETED" -> new ClaimVerdict.Completed(as(IdempotencyRecord.Completed.class, record, call));
            case "QUARANTINED" -> new ClaimVerdict.Quarantined(as(IdempotencyRecord.Quarantined.class, record, call));
            case "MISMATCH" -> new ClaimVerdict.Mismatch(as(Known.class, record, call));
            case "UNVERIFIABLE" -> new ClaimVerdict.Unverifiable(as(Known.class, record, call));
            case "SPENT" -> new ClaimVerdict.Spent(as(Known.class, record, call));
            default -> throw unexpected(call);
        };
    }

    static WriteVerdict write(ScriptAnswer.Decided answer, WriteRequest request, RedisCall call) {
        return switch (answer.verdict()) {
            case "STORED" ->
                new WriteVerdict.Applied(
                        as(IdempotencyRecord.Completed.class, RecordHash.decode(answer.hash(), result(request)), call));
            case "APPLIED" -> new WriteVerdict.Applied(as(Known.class, RecordHash.decode(answer.hash()), call));
            case "FENCED" -> new WriteVerdict.Fenced(RecordHash.decode(answer.hash()));
            default -> throw unexpected(call);
        };
    }

    private static @Nullable StoredResult result(WriteRequest request) {
        return switch (request) {
            case WriteRequest.Complete complete -> complete.result();
            case WriteRequest.Resolve resolve ->
                switch (resolve.resolution()) {
                    case WriteRequest.Resolution.WithResult with -> with.result();
                    case WriteRequest.Resolution.ReExecute again -> null;
                };
            case WriteRequest.Release release -> null;
            case WriteRequest.Renew renew -> null;
            case WriteRequest.Checkpoint checkpoint -> null;
            case WriteRequest.Quarantine quarantine -> null;
        };
    }

    private static <R extends Known> R as(Class<R> type, @Nullable IdempotencyRecord record, RedisCall call) {
        if (!type.isInstance(record)) {
            throw unexpected(call);
        }
        return type.cast(record);
    }

    private static RuntimeException unexpected(RedisCall call) {
        return call.refused("verdict and record of the answer contradict each other; see that nothing but this store"
                + " writes to its keys");
    }
}
