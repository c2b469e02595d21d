// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.prover.delivery.Deliveries;
import dev.semel.prover.delivery.Delivery;
import dev.semel.prover.world.YieldPoint;
import dev.semel.testkit.ManualClock;
import java.time.Duration;
import java.util.List;

/** Makes a chosen deviation happen. */
public final class FaultInjector {

    private final Scope scope;
    private final ManualClock clock;
    private final Deliveries deliveries;
    private final Timeline timeline;
    private final Attempts attempts;

    public FaultInjector(Scope scope, ManualClock clock, Deliveries deliveries, Timeline timeline, Attempts attempts) {
        this.scope = scope;
        this.clock = clock;
        this.deliveries = deliveries;
        this.timeline = timeline;
        this.attempts = attempts;
    }

    /** Deviates at the point of an attempt. */
    public void inject(Deviation deviation, InvocationAttempt attempt) {
        String label = attempt.shown();
        switch (deviation.action()) {
            case CRASH_BEFORE -> {
                tell(attempt, "CRASHES before " + label);
                attempts.crash(attempt, false);
            }
            case CRASH_LATE -> {
                tell(attempt, "CRASHES, its call on the way: " + label);
                attempts.crash(attempt, true);
            }
            case CRASH_AFTER -> {
                tell(attempt, label + ", then CRASHES");
                attempts.crashAfterCall(attempt);
            }
            case LOSE_REPLY -> {
                tell(attempt, label + ", REPLY LOST");
                attempts.resume(attempt, TurnCommand.LOSE_REPLY);
            }
            case FAIL -> {
                tell(attempt, label + " FAILS");
                attempts.resume(attempt, TurnCommand.FAIL);
            }
            case STALE_READ -> {
                tell(attempt, label + " IS STALE");
                attempts.resume(attempt, TurnCommand.STALE);
            }
            case FREEZE -> freeze(attempt, Duration.ZERO);
            case FREEZE_AND_LAPSE -> freeze(attempt, scope.lapses().get(deviation.argument()));
            case FREEZE_UNTIL_KILL -> freeze(attempt, attempt.untilKill(clock.instant(), scope.killDelay()));
            case FREEZE_PAST_TIMEOUT ->
                freeze(
                        attempt,
                        attempt.untilRedelivery(
                                clock.instant(), deliveries.sourceOf(attempt.delivery()), scope.killDelay()));
            case OUTAGE -> {
                tell(attempt, label + " FAILS: AN OUTAGE BEGINS");
                attempts.beginOutage(attempt);
            }
            case TURN -> {
                int strand = deviation.argument();
                tell(attempt, strand == 0 ? "GOES ON BESIDE its tasks" : "GOES ON with task " + strand);
                attempt.turnTo(strand);
            }
            case DELETE_BY_OLD_RECEIPT -> {
                tell(attempt, label + "; ITS OLD RECEIPT DELETES");
                attempts.acknowledgeByOldReceipt(attempt);
            }
            case DUPLICATE, DELIVER, ARRIVE, LAPSE, REDRIVE, WARM, APART ->
                inject(deviation, deliveries.due(clock.instant()));
        }
    }

    /** Deviates outside of the attempts. */
    public void inject(Deviation deviation, List<Delivery> due) {
        switch (deviation.action()) {
            case DUPLICATE -> attempts.start(deliveries.duplicate(deviation.argument(), clock.instant()));
            case DELIVER -> attempts.start(due.get(deviation.argument()));
            case ARRIVE -> attempts.arrive(attempts.all().get(deviation.argument() - 1));
            case LAPSE -> clock.advance(scope.lapse(deviation.argument()));
            case REDRIVE -> attempts.start(deliveries.redrive(deviation.argument(), clock.instant()));
            case WARM -> attempts.warmNext();
            case APART -> attempts.apartNext();
            case CRASH_BEFORE,
                    CRASH_AFTER,
                    CRASH_LATE,
                    LOSE_REPLY,
                    FAIL,
                    STALE_READ,
                    FREEZE,
                    FREEZE_AND_LAPSE,
                    FREEZE_UNTIL_KILL,
                    FREEZE_PAST_TIMEOUT,
                    OUTAGE,
                    TURN,
                    DELETE_BY_OLD_RECEIPT ->
                throw new IllegalStateException("Happens to an attempt only: " + deviation);
        }
    }

    private void freeze(InvocationAttempt attempt, Duration lapse) {
        YieldPoint point = attempt.point();
        attempts.freeze(attempt, lapse);
        tell(
                attempt,
                "PAUSES before "
                        + (point.kind() == YieldPoint.Kind.RETURN ? "its end" : attempt.shown())
                        + (lapse.isZero() ? "" : ", " + lapse.toMillis() + " ms pass"));
    }

    private void tell(InvocationAttempt attempt, String action) {
        timeline.addDeviation(
                clock.instant(),
                attempt.number(),
                action,
                attempt.point().service(),
                attempt.chosen().line());
    }
}
