// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

import dev.semel.model.Blob;
import dev.semel.model.ClaimRequest;
import dev.semel.model.StoredResult;
import dev.semel.model.WriteRequest;
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
