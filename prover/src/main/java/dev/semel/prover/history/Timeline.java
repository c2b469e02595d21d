// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.model.ClaimVerdict;
import dev.semel.model.CommitVerdict;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.WriteVerdict;
import dev.semel.prover.TimelineStep;
import dev.semel.prover.delivery.Deliveries;
import dev.semel.prover.delivery.Delivery;
import dev.semel.prover.text.Quoted;
import dev.semel.store.BatchAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps of a history, for reports. A new step begins when another attempt runs, or time passes. */
public final class Timeline {

    private static final int MOST_OF_AN_ANSWER = 40;

    private final Instant start;
    private final List<OpenStep> steps = new ArrayList<>();
    private final List<String> actions = new ArrayList<>();

    public Timeline(Instant start) {
        this.start = start;
    }

    /** A step that may grow. */
    private record OpenStep(Duration at, int attempt, List<TimelineStep.Action> actions) {}

    /** Adds a delivery; {@code isApart} tells whether it has an instance of its own beside one with room. */
    void addDelivery(Instant now, InvocationAttempt attempt, boolean isApart, Deliveries deliveries) {
        Delivery delivery = attempt.delivery();
        ExecutionEnvironment environment = attempt.environment();
        boolean isOld = environment.number() != attempt.number();
        boolean isBusy = environment.alive().size() > 1;
        String copies = delivery.copies().stream()
                .map(copy -> Quoted.text(deliveries.event(copy.event()).subject())
                        + (deliveries.isSent(delivery) ? " (sent)" : "")
                        + (copy.copy() == 0 ? "" : " (duplicate)")
                        + (copy.received() == 1 ? "" : " (receive " + copy.received() + ")"))
                .collect(Collectors.joining(", "));
        boolean isWarm = isOld && !isBusy; // a busy one that has room is the plain course
        boolean deviates = isWarm || isApart || delivery.copies().stream().anyMatch(copy -> copy.copy() > 0);
        String instance = isOld
                ? (isBusy ? " in the BUSY" : " in the WARM") + " instance of #" + environment.number()
                : isApart ? " in an instance of its OWN" : "";
        append(now, attempt.number(), new TimelineStep.Action("gets " + copies + instance, "", "", deviates));
    }

    /** Adds an action of an attempt in its plain course; texts of a handler or its effects in it are quoted here. */
    public void add(Instant now, int attempt, String label, String service, String line) {
        append(now, attempt, new TimelineStep.Action(Quoted.withItsEnd(label), service, line, false));
    }

    /** Adds an action of an attempt that deviates at a point. */
    public void addDeviation(Instant now, int attempt, String action, String service, String line) {
        append(now, attempt, new TimelineStep.Action(Quoted.withItsEnd(action), service, line, true));
    }

    private void append(Instant now, int attempt, TimelineStep.Action action) {
        actions.add(attempt + " " + action.text());
        OpenStep last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
        Duration at = Duration.between(start, now);
        if (last == null || last.attempt != attempt || !last.at.equals(at)) {
            steps.add(new OpenStep(at, attempt, new ArrayList<>(List.of(action))));
        } else {
            last.actions.add(action);
        }
    }

    /** Adds the answer of the last call. */
    void addAnswer(int attempt, @Nullable Object answer) {
        OpenStep last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
        String text = Quoted.text(shown(answer));
        if (last != null && last.attempt == attempt && !text.isEmpty()) {
            int end = last.actions.size() - 1;
            TimelineStep.Action call = last.actions.get(end);
            last.actions.set(
                    end,
                    new TimelineStep.Action(call.text() + " → " + text, call.service(), call.line(), call.deviates()));
        }
    }

    private String shown(@Nullable Object answer) {
        return switch (answer) {
            case null -> "nothing";
            case ClaimVerdict verdict -> shown(verdict);
            case CommitVerdict.Answered answered -> shown(answered.verdict());
            case CommitVerdict.Committed committed -> "Committed, " + state(committed.record());
            case CommitVerdict.TakeOverNeeded there -> "TakeOverNeeded, " + state(there.record());
            case WriteVerdict.Fenced fenced -> "Fenced, " + state(fenced.record());
            case WriteVerdict.Applied applied -> "Applied, " + state(applied.record());
            case BatchAnswer.Decided<?> decided -> shown(decided.verdict());
            case List<?> answers -> answers.stream().map(this::shown).toList().toString();
            default ->
                Quoted.text(answer.toString(), MOST_OF_AN_ANSWER); // a record, or what a method of the user's gave
        };
    }

    private String shown(ClaimVerdict verdict) {
        return switch (verdict) {
            case ClaimVerdict.Claimed claimed -> "Claimed, " + state(claimed.record());
            case ClaimVerdict.InProgress held -> "InProgress, " + state(held.record());
            case ClaimVerdict.Completed done -> "Completed, " + state(done.record());
            case ClaimVerdict.Mismatch mismatch -> "Mismatch, " + state(mismatch.record());
            case ClaimVerdict.Unverifiable unverifiable -> "Unverifiable, " + state(unverifiable.record());
            case ClaimVerdict.Quarantined quarantined -> "Quarantined, " + state(quarantined.record());
            case ClaimVerdict.Spent spent -> "Spent, " + state(spent.record());
            case ClaimVerdict.Unreadable unreadable -> "Unreadable";
        };
    }

    /** {@return the state of a record in a few words} */
    private String state(@Nullable IdempotencyRecord there) {
        return switch (there) {
            case null -> "no record";
            case IdempotencyRecord.InProgress held ->
                "claim " + held.claim().attempt() + " until "
                        + Duration.between(start, held.leaseExpiresAt()).toMillis() + " ms";
            case IdempotencyRecord.Completed completed ->
                "completed by claim " + completed.claim().attempt();
            case IdempotencyRecord.Known other ->
                other.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " after claim "
                        + other.claim().attempt();
            case IdempotencyRecord.Unreadable unreadable -> "unreadable";
        };
    }

    /** {@return each action with its attempt, without answers of calls} */
    public List<String> actions() {
        return List.copyOf(actions);
    }

    public List<TimelineStep> steps() {
        return steps.stream()
                .map(step -> new TimelineStep(step.at, step.attempt, step.actions))
                .toList();
    }
}
