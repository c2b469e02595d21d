// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.Outcome;
import dev.semel.codec.RecordPart;
import dev.semel.event.OperationEvent;
import dev.semel.model.Blob;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of an attempt that has a value. Whatever goes wrong after the body has returned, its value is not lost (E8).
 *
 * @param <R> the result
 */
final class SuccessEnd<R> {

    private final OwnedClaim<?, R> claim;
    private final KeyedCall<?, R> call;

    /** The answer that a caller gets once it is recorded. */
    private interface End<R> {
        Outcome<R> of(@Nullable R answer, IdempotencyRecord.Completed completed);
    }

    SuccessEnd(OwnedClaim<?, R> claim) {
        this.claim = claim;
        this.call = claim.call();
    }

    /** {@return the end of an attempt whose body returned now} */
    CallEnd<R> executed(@Nullable R value, Instant began) {
        Instant returned = call.now();
        return record(value, (answer, completed) -> {
            List<String> unused = claim.steps().unused();
            if (!unused.isEmpty()) {
                call.tell(new OperationEvent.StepsUnused(call.key(), claim.attempt(), unused));
            }
            call.tell(new OperationEvent.Executed(
                    call.key(),
                    claim.attempt(),
                    Duration.between(began, returned),
                    Duration.between(returned, call.now())));
            return new Outcome.Executed<>(answer, completed);
        });
    }

    /** {@return the end of an attempt whose reconciler found out that the operation was executed before} */
    CallEnd<R> reconciled(@Nullable R value) {
        return record(value, Outcome.Replayed::new);
    }

    private CallEnd<R> record(@Nullable R value, End<R> outcome) {
        StoredValues values = call.values();
        RecordPart part = new RecordPart.Result();
        Blob stored;
        R answer;
        try {
            stored = values.encode(value, call.spec().result(), part);
            answer = values.answer(value, stored, call.spec().result(), part);
        } catch (Throwable e) {
            Exception cause = asException(e);
            completeWithout(StoredResult.Missing.unencodable("it could not be encoded"), cause);
            return new CallEnd.Finished<>(notRecorded(value, cause));
        }
        return record(answer, new StoredResult.Success(stored), outcome);
    }

    private CallEnd<R> record(@Nullable R value, StoredResult result, End<R> outcome) {
        return new CallEnd.WritePending<>(
                claim.writes().completion(result, claim.unchanged()),
                claim.writes(),
                null,
                reply -> reply instanceof CallEnd.WriteReply.Failed failed
                        ? notRecorded(failed, value, result)
                        : decided(((CallEnd.WriteReply.Decided) reply).verdict(), value, outcome));
    }

    private Outcome<R> decided(WriteVerdict verdict, @Nullable R value, End<R> outcome) {
        if (verdict instanceof WriteVerdict.Fenced fenced) {
            return new Outcome.ClaimLost<>(value, fenced.record());
        }
        WriteVerdict.Applied applied = (WriteVerdict.Applied) verdict;
        if (!(applied.record() instanceof IdempotencyRecord.Completed completed)) {
            return notRecorded(value, ClaimWrites.unexpected(applied));
        }
        call.keep(completed);
        return outcome.of(value, completed);
    }

    private Outcome<R> notRecorded(CallEnd.WriteReply.Failed failed, @Nullable R value, StoredResult result) {
        Exception cause = asException(failed.thrown());
        if (failed.isTooLarge()) {
            completeWithout(new StoredResult.Missing("it is too large for the store", result.digest()), cause);
        }
        return notRecorded(value, cause);
    }

    private Outcome<R> notRecorded(@Nullable R value, Exception cause) {
        call.tell(new OperationEvent.NotRecorded(call.key(), claim.attempt(), cause));
        return new Outcome.NotRecorded<>(value, cause);
    }

    /** Completes without the result, which cannot be kept: the operation must not be executed again (S12). */
    private void completeWithout(StoredResult.Missing missing, Exception cause) {
        try {
            claim.writes().write(claim.writes().completion(missing, null));
        } catch (Throwable e) {
            Thrown.suppress(cause, e);
        }
    }

    private static Exception asException(Throwable thrown) {
        return Thrown.asException("Recording the result failed", thrown);
    }
}
