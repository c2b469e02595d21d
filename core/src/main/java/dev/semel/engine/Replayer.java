// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.FailureRule;
import dev.semel.Outcome;
import dev.semel.Replay;
import dev.semel.ResultUnavailableException;
import dev.semel.event.OperationEvent;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Answers a duplicate from a completed record. Whatever goes wrong, nothing is executed again (S12). */
record Replayer<I, R>(Engine engine, OperationSpec<I, R> spec, IdempotencyKey key, I input) {

    Outcome<R> outcome(IdempotencyRecord.Completed record, boolean cached) throws Exception {
        return switch (record.result()) {
            case StoredResult.FinalFailure failure -> failed(failure, record);
            case StoredResult.Success success -> {
                Replay<I, R> fresh = spec.onReplay();
                yield fresh == null
                        ? decoded(success, record, cached)
                        : replayed(fresh.value(input, record), record, cached);
            }
            case StoredResult.Missing missing -> {
                Replay<I, R> fresh = spec.onReplay();
                yield fresh == null
                        ? unavailable(record, ResultUnavailableException.missing(key, missing.reason()))
                        : replayed(fresh.value(input, record), record, cached);
            }
        };
    }

    private Outcome<R> decoded(StoredResult.Success success, IdempotencyRecord.Completed record, boolean cached) {
        R value;
        try {
            value = success.value() == null ? null : engine.codec().decode(success.value(), spec.result());
        } catch (RuntimeException | Error e) {
            return unavailable(record, e);
        }
        return replayed(value, record, cached);
    }

    private Outcome<R> replayed(@Nullable R value, IdempotencyRecord.Completed record, boolean cached) {
        Duration age = Duration.between(record.completedAt(), engine.clock().instant());
        engine.tell(new OperationEvent.Replayed(
                key, record.claim().attempt(), age.isNegative() ? Duration.ZERO : age, cached));
        return new Outcome.Replayed<>(value, record);
    }

    private Outcome<R> failed(StoredResult.FinalFailure failure, IdempotencyRecord.Completed record) {
        for (FailureRule rule : spec.onFailure()) {
            if (rule instanceof FailureRule.Final<?> declared && declared.name().equals(failure.type())) {
                return failedAs(declared, failure, record);
            }
        }
        return unavailable(record, ResultUnavailableException.undeclared(key, failure.type()));
    }

    private Outcome<R> failedAs(
            FailureRule.Final<?> declared, StoredResult.FinalFailure failure, IdempotencyRecord.Completed record) {
        Exception restored;
        try {
            restored = declared.codec().decode(engine.unwrapped(failure.value()));
        } catch (RuntimeException | Error e) {
            return unavailable(record, e);
        }
        engine.tell(new OperationEvent.FinallyFailed(key, record.claim().attempt(), failure.type(), true));
        return new Outcome.FinallyFailed<>(restored, true, record);
    }

    private Outcome<R> unavailable(IdempotencyRecord.Completed record, Throwable cause) {
        Exception told = cause instanceof Exception exception
                ? exception
                : new IllegalStateException("The result could not be decoded", cause);
        engine.tell(new OperationEvent.ResultUnavailable(key, record.claim().attempt(), told));
        return new Outcome.ResultUnavailable<>(record, told);
    }
}
