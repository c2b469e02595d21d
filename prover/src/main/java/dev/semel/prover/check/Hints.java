// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.delivery.Delivery;
import dev.semel.prover.history.Deviation;
import dev.semel.prover.history.PlayedHistory;
import dev.semel.prover.history.ProverAction;
import dev.semel.prover.world.EffectLedger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Likely causes of violations, by what went wrong in the history. A counterexample is shrunk, so each of its deviations
 * is needed, and tells the cause.
 */
final class Hints {

    private static final Set<ProverAction> CRASHES =
            Set.of(ProverAction.CRASH_BEFORE, ProverAction.CRASH_AFTER, ProverAction.CRASH_LATE);
    private static final Set<ProverAction> FAILURES =
            Set.of(ProverAction.FAIL, ProverAction.LOSE_REPLY, ProverAction.OUTAGE);
    private static final Set<ProverAction> PAUSES = Set.of(
            ProverAction.FREEZE,
            ProverAction.FREEZE_AND_LAPSE,
            ProverAction.FREEZE_UNTIL_KILL,
            ProverAction.FREEZE_PAST_TIMEOUT);
    private static final Set<ProverAction> COPIES = Set.of(ProverAction.DUPLICATE, ProverAction.DELIVER);

    private static final String STALE = "a stale read was taken for the truth: let a conditional write decide, or read"
            + " consistently from the primary";

    private static final String SHARED =
            "two invocations ran at once in one instance of the handler, and its fields may"
                    + " have mixed them: keep what belongs to one invocation in local variables. If the rule breaks with"
                    + " concurrency(1) too, the cause is another one";

    private static final String APART =
            "another instance of the handler ran beside, and what guards one instance does not guard two: keep the guard"
                    + " in the store, by a conditional write";

    private static final String OUTLIVES =
            "an invocation went on after its timeout, beside the redelivery, as on Managed Instances, where no process is"
                    + " killed: no lease covers that. Let every write after the claim be conditional on the claim, and pass"
                    + " an effect key or fencing token to the receiver";

    private Hints() {}

    /** {@return the cause that lies in an instance with several invocations; empty if there is none} */
    private static Optional<String> ofTheInstance(PlayedHistory history) {
        return ofManagedInstances(history).or(() -> sharedAnInstance(history) ? Optional.of(SHARED) : Optional.empty());
    }

    private static Optional<String> ofManagedInstances(PlayedHistory history) {
        if (had(history, ProverAction.APART)) {
            return Optional.of(APART);
        }
        return had(history, ProverAction.FREEZE_PAST_TIMEOUT) ? Optional.of(OUTLIVES) : Optional.empty();
    }

    private static boolean sharedAnInstance(PlayedHistory history) {
        return history.attempts().stream()
                .anyMatch(attempt -> attempt.environment().isShared());
    }

    private static boolean had(PlayedHistory history, Set<ProverAction> kinds) {
        return history.happened().stream().map(Deviation::action).anyMatch(kinds::contains);
    }

    private static boolean had(PlayedHistory history, ProverAction kind) {
        return had(history, Set.of(kind));
    }

    /** {@return why an event was acknowledged without its effect} */
    static String ofLostEvent(PlayedHistory history) {
        if (had(history, ProverAction.STALE_READ)) {
            return STALE;
        }
        Optional<String> ofTheInstance = ofTheInstance(history);
        if (ofTheInstance.isPresent()) {
            return ofTheInstance.get();
        }
        if (history.isPlain()) {
            return "nothing went wrong, so another event took its place: the idempotency key must name the whole intent,"
                    + " such as the tenant too, and a batch must be handled to its end";
        }
        if (had(history, ProverAction.TURN)) {
            return "a task was still under way when the handler answered, and was lost with the environment: wait for"
                    + " the end of every task before the answer";
        }
        if (had(history, ProverAction.DELETE_BY_OLD_RECEIPT)) {
            return "an older receipt deleted the message, though a later receive had it: an attempt that leaves the work"
                    + " to another one must fail its item, whichever receive it is";
        }
        if (had(history, ProverAction.WARM)) {
            return "a field of the handler's instance knew the event as done before its work was: keep nothing about"
                    + " events in fields, or mark them after the work";
        }
        if (had(history, ProverAction.REDRIVE)) {
            return "the event came again from the dead-letter queue and was skipped as a known failure: what is"
                    + " remembered of a failure must not outlive its last try";
        }
        if (had(history, FAILURES) && !had(history, CRASHES) && !had(history, COPIES) && !had(history, PAUSES)) {
            return "a call failed, and the handler answered success: let the exception through, or report the item as"
                    + " failed, so that the source tries again";
        }
        if (had(history, COPIES) || history.sawInProgress()) {
            return "an attempt in progress elsewhere was answered as success: fail this delivery, so that it comes again"
                    + " if the other attempt does not end well";
        }
        return "the event was marked as done before its work was, and the process ended in between: a catch block does"
                + " not run then. Mark it after the work, or claim it with a lease that ends";
    }

    /** {@return why an event was given up while there were tries left} */
    static String ofGivenUp(PlayedHistory history) {
        return had(history, FAILURES)
                ? "the failure itself was stored, or what it left behind was not released, so that every retry meets it"
                        + " again: store final answers only (no status 5xx), and release on failure"
                : "a claim that nobody releases outlives the redeliveries: give it a lease, or the source more or"
                        + " later tries";
    }

    /** {@return why an effect took place again} */
    static String ofRepetition(String effect, List<EffectLedger.Entry> made, long keys, PlayedHistory history) {
        if (had(history, ProverAction.STALE_READ)) {
            return STALE;
        }
        Optional<String> ofTheInstance = ofTheInstance(history);
        if (ofTheInstance.isPresent()) {
            return ofTheInstance.get();
        }
        String pass = "; for a receiver that honours effect keys declare Rule.oneKey(\"" + effect + "\")";
        boolean isOfOneAttempt =
                made.stream().mapToInt(EffectLedger.Entry::attempt).distinct().count() == 1;
        if (keys > 1) {
            return "the attempts used different keys: derive the idempotency key from the event alone";
        }
        if (isOfOneAttempt && had(history, ProverAction.TURN)) {
            return "two tasks of one invocation looked before either wrote: let one conditional write decide" + pass;
        }
        if (isOfOneAttempt) {
            return "one attempt made the effect twice: a lost reply is no failure, so try again with the same effect key"
                    + pass;
        }
        if (had(history, ProverAction.LAPSE) || had(history, ProverAction.FREEZE_AND_LAPSE)) {
            return "the receiver, or the record, no longer knew the effect: remember it for longer than the source may"
                    + " deliver again" + pass;
        }
        if (had(history, CRASHES) || had(history, ProverAction.LOSE_REPLY)) {
            return "the effect took place, and the process ended or lost the reply before that was recorded: pass an"
                    + " effect key that the receiver honours, or commit effect and record together" + pass;
        }
        return "either nothing keeps a second attempt from the effect, or what does is not atomic with it, as a look"
                + " before a write: let one conditional write decide" + pass;
    }

    /** {@return why an effect had a second key} */
    static String ofChangingKey(EffectLedger.Entry entry, List<EffectLedger.Entry> requests, PlayedHistory history) {
        if (had(history, ProverAction.STALE_READ)) {
            return STALE;
        }
        Optional<String> ofTheInstance = ofTheInstance(history);
        if (ofTheInstance.isPresent()) {
            return ofTheInstance.get();
        }
        Delivery delivery = history.attemptOf(entry).delivery();
        Optional<String> field = history.deliveries().fieldOf(entry.key(), delivery);
        if (field.isPresent() && history.deliveries().isSent(delivery)) {
            return "the key is '" + field.get()
                    + "' of the message, which differs between its deliveries, or between two"
                    + " sends of one intent: take a business id that the sender writes into the body";
        }
        if (field.isPresent() && had(history, ProverAction.REDRIVE)) {
            return "the key is '" + field.get()
                    + "' of the message, and a redrive from the dead-letter queue makes a new"
                    + " message: take a business id that the sender writes into the body";
        }
        if (field.isPresent()) {
            return "the key is '" + field.get() + "' of the event, which differs between deliveries of one event: take"
                    + " what the sender gave it, such as the message id or a business id";
        }
        boolean isOfOneAttempt = requests.stream()
                        .mapToInt(EffectLedger.Entry::attempt)
                        .distinct()
                        .count()
                == 1;
        if (isOfOneAttempt) {
            return "one attempt tried again with another key: a lost reply is no failure, so keep the key over all tries";
        }
        boolean isAtOneTime = requests.stream()
                        .map(request -> history.attemptOf(request).deadline())
                        .distinct()
                        .count()
                == 1;
        return isAtOneTime
                ? "the key differs though no time passed, so it comes from randomness or from the attempt: pass"
                        + " execution.effectKey(...), and take the idempotency key from the event"
                : "the key differs after some time, so it comes from the clock, the remaining time, or from what a new attempt"
                        + " makes anew: pass execution.effectKey(...), and take the idempotency key from the event";
    }

    /** {@return why duplicates got different answers} */
    static String ofAnswers(PlayedHistory history) {
        if (had(history, ProverAction.STALE_READ)) {
            return STALE;
        }
        Optional<String> ofTheInstance = ofTheInstance(history);
        if (ofTheInstance.isPresent()) {
            return ofTheInstance.get();
        }
        return had(history, Set.of(ProverAction.CRASH_LATE, ProverAction.ARRIVE)) || had(history, PAUSES)
                ? "a stale attempt overwrote or deleted what a newer one had written: let every write of an attempt be"
                        + " conditional on its own claim"
                : "the result was made anew instead of being replayed: store it, and answer duplicates with it";
    }

    /** {@return why two attempts executed at once} */
    static String ofCompany(PlayedHistory history) {
        if (had(history, ProverAction.STALE_READ)) {
            return STALE;
        }
        Optional<String> ofManagedInstances = ofManagedInstances(history);
        if (ofManagedInstances.isPresent()) {
            return ofManagedInstances.get();
        }
        return had(history, PAUSES)
                ? "the lease ends before the attempt must: let it cover the invocation's deadline and the time until the"
                        + " platform ends it, counted from the claim"
                : "the claim is not atomic, or was released before the invocation had ended";
    }
}
