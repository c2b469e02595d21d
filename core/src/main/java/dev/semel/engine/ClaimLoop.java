// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.engine;

import dev.semel.model.IdempotencyRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a guarded or transactional call: tries until one try ends the call. Each try begins only if more than the
 * recording time is left (E1).
 *
 * @param <R> the result
 */
final class ClaimLoop<R> {

    /** One try to claim or commit. */
    @FunctionalInterface
    interface Try<R> {

        /**
         * Claims or commits once, and acts on the answer.
         *
         * @param now the beginning of the try
         * @param end the moment by which the call must have ended
         */
        Next<R> run(Instant now, Instant end, Asking asking) throws Exception;
    }

    /**
     * The tries of a call so far.
     *
     * @param start the beginning of the first one
     * @param tries their number, the present one included
     */
    record Asking(Instant start, int tries) {}

    private final Claimer claimer;
    private final DuplicateCall<?, R> duplicate;

    ClaimLoop(Claimer claimer, DuplicateCall<?, R> duplicate) {
        this.claimer = claimer;
        this.duplicate = duplicate;
    }

    CallEnd<R> run(Instant start, Try<R> attempt) throws Exception {
        return run(new Asking(start, 1), null, attempt);
    }

    /** As {@link #run(Instant, Try)}, with the first try made: {@code first} is what it came to. */
    CallEnd<R> resume(Instant start, Next<R> first, Try<R> attempt) throws Exception {
        return switch (first) {
            case Next.Answer<R> answer -> answer.end();
            case Next.AfterInProgress<R> met -> run(new Asking(start, 2), met.record(), attempt);
            case Next.AfterLostClaim<R> lost -> run(new Asking(start, 2), null, attempt);
        };
    }

    private CallEnd<R> run(Asking first, IdempotencyRecord.@Nullable InProgress met, Try<R> attempt) throws Exception {
        IdempotencyRecord.InProgress executing = met; // the attempt that a try met last
        for (Asking asking = first; ; asking = new Asking(asking.start(), asking.tries() + 1)) {
            Instant now = claimer.now();
            Instant end = claimer.end(now);
            if (!claimer.isEnough(now, end)) {
                if (executing != null) {
                    return new CallEnd.Finished<>(duplicate.inProgress(executing, now));
                }
                throw claimer.tooShort(now, end);
            }
            Next<R> next = attempt.run(now, end, asking);
            if (next instanceof Next.Answer<R> answer) {
                return answer.end();
            }
            if (next instanceof Next.AfterInProgress<R> again) { // not after a lost claim
                executing = again.record();
            }
        }
    }
}
