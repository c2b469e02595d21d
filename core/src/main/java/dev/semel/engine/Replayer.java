// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.FailureRule;
import dev.semel.Outcome;
import dev.semel.Replay;
import dev.semel.ResultUnavailableException;
import dev.semel.codec.RecordPart;
import dev.semel.event.OperationEvent;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Answers a duplicate from a completed record. A failure on the way never leads to another execution (S12). */
final class Replayer<I, R> {

    private final KeyedCall<I, R> call;

    Replayer(KeyedCall<I, R> call) {
        this.call = call;
    }

    /**
     * {@return the outcome of a duplicate}
     *
     * @param cached whether the record comes from the replay cache
     */
    Outcome<R> replay(IdempotencyRecord.Completed record, boolean cached) throws Exception {
        Replay<I, R> onReplay = call.spec().duplicates().onReplay();
        return switch (record.result()) {
            case StoredResult.FinalFailure failure -> restore(failure, record);
            case StoredResult.Success success ->
                onReplay == null ? decode(success, record, cached) : replayed(fresh(onReplay, record), record, cached);
            case StoredResult.Missing missing ->
                onReplay == null
                        ? unavailable(record, ResultUnavailableException.missing(call.key(), missing.reason()))
                        : replayed(fresh(onReplay, record), record, cached);
        };
    }

    private @Nullable R fresh(Replay<I, R> onReplay, IdempotencyRecord.Completed record) throws Exception {
        return call.spec().requireResult("onReplay", onReplay.value(call.input(), record));
    }

    private Outcome<R> decode(StoredResult.Success success, IdempotencyRecord.Completed record, boolean cached) {
        R value;
        try {
            value = call.values().decode(success.value(), call.spec().result(), new RecordPart.Result());
        } catch (Throwable e) {
            return unavailable(record, e);
        }
        return replayed(value, record, cached);
    }

    private Outcome<R> restore(StoredResult.FinalFailure failure, IdempotencyRecord.Completed record) {
        for (FailureRule rule : call.spec().failures().rules()) {
            if (rule instanceof FailureRule.Final<?> declared && declared.name().equals(failure.type())) {
                return restore(declared, failure, record);
            }
        }
        return unavailable(record, ResultUnavailableException.undeclared(call.key(), failure.type()));
    }

    private Outcome<R> restore(
            FailureRule.Final<?> declared, StoredResult.FinalFailure failure, IdempotencyRecord.Completed record) {
        Exception restored;
        try {
            restored = Given.by(
                    "codec of final failure '" + declared.name() + "'",
                    declared.codec()
                            .decode(call.values().unwrap(failure.value(), new RecordPart.Failure(failure.type()))));
        } catch (Throwable e) {
            return unavailable(record, e);
        }
        return failed(restored, record);
    }

    // ---- outcomes, reported ----

    Outcome<R> replayed(@Nullable R value, IdempotencyRecord.Completed record, boolean cached) {
        Duration age = call.since(record.completedAt());
        call.tell(new OperationEvent.Replayed(call.key(), record.claim().attempt(), age, cached));
        return new Outcome.Replayed<>(value, record);
    }

    Outcome<R> failed(Exception failure, IdempotencyRecord.Completed record) {
        if (record.result() instanceof StoredResult.FinalFailure stored) {
            call.tell(
                    new OperationEvent.FinallyFailed(call.key(), record.claim().attempt(), stored.type(), true));
        }
        return new Outcome.FinallyFailed<>(failure, true, record);
    }

    private Outcome<R> unavailable(IdempotencyRecord.Completed record, Throwable thrown) {
        Exception cause = Thrown.asException("The result could not be decoded", thrown);
        call.tell(
                new OperationEvent.ResultUnavailable(call.key(), record.claim().attempt(), cause));
        return new Outcome.ResultUnavailable<>(record, cause);
    }
}
