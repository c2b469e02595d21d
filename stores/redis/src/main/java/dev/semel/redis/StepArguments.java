// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.model.Blob;
import dev.semel.model.ClaimRequest;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.IdempotencyRecord.Quarantined;
import dev.semel.model.IdempotencyRecord.Released;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
import dev.semel.store.RepairStore.Removal;
import dev.semel.store.RepairStore.Replacement;
import dev.semel.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of the scripts: the shared ones of one call, and behind them those of each step. */
final class StepArguments {

    /** Doubles, in which Redis computes, hold integers exactly up to here; half of it leaves room for sums. */
    private static final long LARGEST = 1L << 52;

    private final byte[] now;
    private final byte[] purgeDelay;
    private final byte[] touch;

    StepArguments(StoreClock clock, StoreCall call, Duration purgeDelay, boolean touch) {
        now = switch (clock) {
            case SERVER -> none();
            case CALLER -> RedisTexts.bytes(exact(millis(call.now()), "now"));
        };
        this.purgeDelay = RedisTexts.bytes(purgeDelay.toMillis());
        this.touch = touch ? RedisTexts.bytes("1") : none();
    }

    List<byte[]> find() {
        return shared("");
    }

    List<byte[]> claim(ClaimRequest request) {
        List<byte[]> all = shared(request.claimId().value());
        all.add(RedisTexts.bytes(request.fingerprint().algorithm()));
        all.add(RedisTexts.bytes(request.fingerprint().value()));
        all.add(
                switch (request.fingerprintPolicy()) {
                    case REFUSE_INCOMPARABLE -> none();
                    case ACCEPT_INCOMPARABLE -> RedisTexts.bytes("1");
                });
        all.add(duration(request.lease(), "lease"));
        all.add(duration(request.retention(), "retention"));
        all.add(RedisTexts.bytes(request.source()));
        return all;
    }

    List<byte[]> write(WriteRequest request) {
        List<byte[]> all = shared(request.claimId().value());
        switch (request) {
            case WriteRequest.Complete complete -> result(all, complete.result(), complete.window());
            case WriteRequest.Release release ->
                all.add(RedisTexts.bytes(release.certainty().name()));
            case WriteRequest.Renew renew -> {
                all.add(duration(renew.lease(), "lease"));
                all.add(duration(renew.retention(), "retention"));
            }
            case WriteRequest.Checkpoint checkpoint -> {
                all.add(RedisTexts.bytes(checkpoint.point().name()));
                all.add(RedisTexts.bytes(checkpoint.point().attempt()));
                all.add(RedisTexts.bytes(millis(checkpoint.point().reachedAt())));
                all.add(StoredPoint.value(checkpoint.point().value()));
            }
            case WriteRequest.Quarantine quarantine -> all.add(RedisTexts.bytes(quarantine.reason()));
            case WriteRequest.Resolve resolve -> {
                switch (resolve.resolution()) {
                    case WriteRequest.Resolution.WithResult with -> result(all, with.result(), with.window());
                    case WriteRequest.Resolution.ReExecute again -> all.add(duration(again.retention(), "retention"));
                }
            }
        }
        return all;
    }

    List<byte[]> replace(Replacement replacement) {
        Known next = replacement.next();
        List<byte[]> all = seen(replacement.seen());
        all.add(next.recoveryPoints().isEmpty() ? none() : RedisTexts.bytes("1"));
        switch (next) {
            case Released released -> {
                moments(all, "RELEASED", released.releasedAt(), released.retainedUntil());
                all.add(RedisTexts.bytes("certainty"));
                all.add(RedisTexts.bytes(released.certainty().name()));
            }
            case Completed completed -> {
                moments(all, "COMPLETED", completed.completedAt(), completed.windowEndsAt());
                fields(all, completed.result());
            }
            case InProgress live -> throw new IllegalArgumentException("No operator writes a claim");
            case Quarantined parked -> throw new IllegalArgumentException("No operator writes a quarantine");
        }
        return all;
    }

    List<byte[]> remove(Removal removal) {
        return seen(removal.seen());
    }

    private List<byte[]> seen(Known seen) {
        List<byte[]> all = shared(seen.claim().id().value());
        all.add(RedisTexts.bytes(seen.claim().fence()));
        all.add(RedisTexts.bytes(seen.revision()));
        return all;
    }

    private static void moments(List<byte[]> all, String state, Instant at, Instant until) {
        all.add(RedisTexts.bytes(exact(until.getEpochSecond(), "the end of the record")));
        all.add(RedisTexts.bytes("state"));
        all.add(RedisTexts.bytes(state));
        all.add(RedisTexts.bytes("ended_at"));
        all.add(RedisTexts.bytes(millis(at)));
    }

    private static void fields(List<byte[]> all, StoredResult result) {
        List<byte[]> values = new ArrayList<>();
        kind(values, result);
        String[] names = {"result", "detail", "digest"};
        for (int i = 0; i < names.length; i++) {
            all.add(RedisTexts.bytes(names[i]));
            all.add(values.get(i));
        }
        if (values.get(4).length > 0) {
            all.add(RedisTexts.bytes("data"));
            all.add(values.get(3));
        }
    }

    private static byte[] none() {
        return new byte[0];
    }

    private List<byte[]> shared(String claimId) {
        List<byte[]> all = new ArrayList<>(12);
        all.add(now);
        all.add(purgeDelay);
        all.add(touch);
        all.add(RedisTexts.bytes(claimId));
        return all;
    }

    private static void result(List<byte[]> all, StoredResult result, Duration window) {
        all.add(duration(window, "window"));
        kind(all, result);
    }

    private static void kind(List<byte[]> all, StoredResult result) {
        switch (result) {
            case StoredResult.Success success -> result(all, "success", "", result, success.value());
            case StoredResult.FinalFailure failure -> result(all, "failure", failure.type(), result, failure.value());
            case StoredResult.Missing missing -> result(all, "missing", missing.reason(), result, null);
        }
    }

    private static void result(
            List<byte[]> all, String kind, String detail, StoredResult result, @Nullable Blob value) {
        all.add(RedisTexts.bytes(kind));
        all.add(RedisTexts.bytes(detail));
        all.add(RedisTexts.bytes(result.digest().value()));
        all.add(value == null ? none() : value.toByteArray());
        all.add(value == null ? none() : RedisTexts.bytes("1"));
    }

    /**
     * {@return a duration in milliseconds, rounded up: added to a whole millisecond it ends where the exact one does}
     */
    private static byte[] duration(Duration duration, String argument) {
        try {
            return RedisTexts.bytes(exact(duration.plusNanos(999_999).toMillis(), argument));
        } catch (ArithmeticException e) {
            throw tooFar(argument);
        }
    }

    private static long millis(Instant moment) {
        try {
            return moment.toEpochMilli();
        } catch (ArithmeticException e) {
            throw tooFar("a moment");
        }
    }

    private static long exact(long milliseconds, String argument) {
        if (milliseconds > LARGEST || milliseconds < 0) {
            throw tooFar(argument);
        }
        return milliseconds;
    }

    private static IllegalArgumentException tooFar(String argument) {
        return new IllegalArgumentException(argument + " must lie between 0 and 2^52 milliseconds, where Redis computes"
                + " exactly; give a shorter duration, or a clock between the years 1970 and 100000");
    }
}
