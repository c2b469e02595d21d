// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Judges one history by the declared rules, as it goes on and at its end. */
final class Oracle {

    private static final int MOST_TOLD = 5;

    private final ProofSetup setup;
    private final EffectLedger ledger;
    private final List<InvocationAttempt> attempts;
    private final Deliveries deliveries;
    private final InstantSource clock;
    private final World world;
    private int judged;
    private int judgedAlone;

    Oracle(
            ProofSetup setup,
            EffectLedger ledger,
            List<InvocationAttempt> attempts,
            Deliveries deliveries,
            World world) {
        this.setup = setup;
        this.ledger = ledger;
        this.attempts = attempts;
        this.deliveries = deliveries;
        this.clock = world.clock();
        this.world = world;
    }

    /** Judges what has happened since the last time. */
    @Nullable
    Violation soFar() {
        if (!setup.switches().judges()) {
            return null;
        }
        List<EffectLedger.Entry> entries = ledger.entries();
        for (; judged < entries.size(); judged++) {
            EffectLedger.Entry entry = entries.get(judged);
            for (Rule rule : setup.rules()) {
                Violation violation = judge(rule, entry);
                if (violation != null) {
                    judged++;
                    return violation;
                }
            }
        }
        return setup.rules().stream().anyMatch(Rule.Alone.class::isInstance) ? notAlone() : null;
    }

    private @Nullable Violation judge(Rule rule, EffectLedger.Entry entry) {
        return switch (rule) {
            case Rule.ExactlyOnce once when once.effect().equals(entry.effect()) -> second("exactly once", entry);
            case Rule.AtMostOnce once when once.effect().equals(entry.effect()) -> second("at most once", entry);
            case Rule.OneKey one when one.effect().equals(entry.effect()) -> otherKey(entry);
            case Rule.InOrder order when order.effect().equals(entry.effect()) -> outOfOrder(entry);
            default -> null;
        };
    }

    private @Nullable Violation second(String often, EffectLedger.Entry entry) {
        List<EffectLedger.Entry> made = ledger.entries(entry.effect(), entry.subject());
        if (made.size() < 2) {
            return null;
        }
        return new Violation(
                "effect '" + entry.effect() + "' takes place " + often + " for each subject",
                "it took place " + made.size() + " times for " + entry.subject() + ", by the attempts "
                        + made.stream().map(EffectLedger.Entry::attempt).toList(),
                distinctKeys(entry) > 1
                        ? "the attempts used different keys: derive the idempotency key from the event alone"
                        : "either nothing keeps a second attempt from the effect, or what does is not atomic with it; for a "
                                + "receiver that honours effect keys declare Rule.oneKey(\"" + entry.effect() + "\")");
    }

    private long distinctKeys(EffectLedger.Entry entry) {
        return ledger.entries(entry.effect(), entry.subject()).stream()
                .map(made -> String.valueOf(made.key()))
                .distinct()
                .count();
    }

    private @Nullable Violation otherKey(EffectLedger.Entry entry) {
        String rule = "effect '" + entry.effect() + "' has one effect key for each subject";
        if (entry.key() == null) {
            return new Violation(
                    rule,
                    "it had none for " + entry.subject(),
                    "pass execution.effectKey(...), or the key() of a step's effect, to the receiver");
        }
        for (EffectLedger.Entry other : ledger.entries()) {
            if (other.effect().equals(entry.effect())
                    && entry.key().equals(other.key())
                    && !other.subject().equals(entry.subject())) {
                return new Violation(
                        rule,
                        "one key was used for " + other.subject() + " and for " + entry.subject()
                                + ": a receiver that honours keys makes one of the two effects only",
                        "derive the effect key from the intent: execution.effectKey(...) of an operation keyed by it");
            }
        }
        return distinctKeys(entry) < 2
                ? null
                : new Violation(
                        rule,
                        "it had " + distinctKeys(entry) + " for " + entry.subject(),
                        "the key comes from something that differs between attempts, such as randomness, the clock or the "
                                + "attempt; pass execution.effectKey(...), and take the idempotency key from the event");
    }

    private @Nullable Violation outOfOrder(EffectLedger.Entry entry) {
        int here = first(entry.subject());
        String group = here < 0 ? null : setup.events().get(here).group();
        if (group == null) {
            return null;
        }
        for (int i = 0; i < here; i++) {
            Event earlier = setup.events().get(i);
            boolean isMissing = group.equals(earlier.group())
                    && !deliveries.isDead(i)
                    && ledger.entries(entry.effect(), earlier.subject()).isEmpty();
            if (isMissing) {
                return new Violation(
                        "effects '" + entry.effect() + "' of an order take place in it",
                        entry.subject() + " came before " + earlier.subject() + ", which is before it in " + group,
                        "after a failed item the rest of its group must not be tried, and must be reported as failed too");
            }
        }
        return null;
    }

    private int first(String subject) {
        for (int i = 0; i < setup.events().size(); i++) {
            if (setup.events().get(i).subject().equals(subject)) {
                return i;
            }
        }
        return -1;
    }

    private @Nullable Violation notAlone() {
        List<EffectLedger.Entry> asked = ledger.asked();
        Violation violation = null;
        for (; judgedAlone < asked.size() && violation == null; judgedAlone++) {
            violation = notAlone(asked.get(judgedAlone), asked.subList(0, judgedAlone));
        }
        return violation;
    }

    private @Nullable Violation notAlone(EffectLedger.Entry entry, List<EffectLedger.Entry> before) {
        if (attempts.get(entry.attempt() - 1).isLate()) {
            return null; // a call that was on its way when its attempt was gone
        }
        for (EffectLedger.Entry other : before) {
            if (other.attempt() != entry.attempt() && other.subject().equals(entry.subject())) {
                InvocationAttempt running = attempts.get(other.attempt() - 1);
                if (running.isAlive()
                        && !onlyReportsFailure(running, entry.subject())
                        && clock.instant().isBefore(running.deadline().plus(setup.killDelay()))) {
                    return new Violation(
                            "no attempt executes while another one may still be running",
                            "attempt " + entry.attempt() + " made '" + entry.effect() + "' for " + entry.subject()
                                    + " while attempt " + other.attempt() + " was running",
                            "the claim is not atomic, its lease is shorter than the invocation may run, or it was given back before "
                                    + "the invocation had ended");
                }
            }
        }
        return null;
    }

    private boolean onlyReportsFailure(InvocationAttempt attempt, String subject) {
        AttemptAnswer given = attempt.given();
        return given != null && deliveries.fails(attempt.delivery(), given, subject);
    }

    // ---- at the end ----

    /** Judges a history that is over, with so many deviations. */
    @Nullable
    Violation atTheEnd(boolean isPlain, int deviations) {
        setup.rules().forEach(this::requireKeyed);
        world.countWhatIsThere();
        if (!setup.switches().judges()) {
            return null;
        }
        Violation counted = soFar();
        if (counted != null) {
            return counted;
        }
        for (int i = 0; i < setup.events().size(); i++) {
            Event event = setup.events().get(i);
            if (isPlain && deliveries.hasFailed(i)) {
                return new Violation(
                        "the plain history completes at the first try",
                        event.subject() + " failed although nothing went wrong" + failure(i),
                        "the handler fails by itself: run it once without the prover");
            }
            for (Rule rule : setup.rules()) {
                Violation lost = lost(rule, event, i, isPlain, deviations);
                if (lost != null) {
                    return lost;
                }
            }
        }
        return setup.rules().stream().anyMatch(Rule.EqualAnswers.class::isInstance) ? differentAnswers() : null;
    }

    /** Returns why the first answer for an event was no success. */
    private String failure(int event) {
        return attempts.stream()
                .filter(attempt -> attempt.delivery().copies().stream().anyMatch(copy -> copy.event() == event))
                .map(InvocationAttempt::answer)
                .filter(Objects::nonNull)
                .findFirst()
                .map(this::why)
                .orElse("");
    }

    private String why(AttemptAnswer answer) {
        if (answer.thrown() != null) {
            return ": " + Quoted.text(answer.thrown().toString());
        }
        return deliveries.isReadable(answer)
                ? ": the answer names it as failed, or names something that was not delivered"
                : ": the answer is no batch response, such as {\"batchItemFailures\": []}";
    }

    private void requireKeyed(Rule rule) {
        String effect = switch (rule) {
            case Rule.OneKey one -> one.effect();
            case Rule.InOrder order -> order.effect();
            default -> null;
        };
        if (effect != null && world.isCounted(effect)) {
            throw new IllegalStateException(
                    "The rule " + rule + " cannot be judged: '" + effect
                            + "' is counted by effectIn, which sees neither keys nor order. Declare exactlyOnce or atMostOnce for it");
        }
    }

    private @Nullable Violation lost(Rule rule, Event event, int number, boolean isPlain, int deviations) {
        String effect = switch (rule) {
            case Rule.ExactlyOnce once -> once.effect();
            case Rule.OneKey one -> one.effect();
            case Rule.Recovers recovers -> recovers.effect();
            default -> null;
        };
        if (effect == null || !ledger.entries(effect, event.subject()).isEmpty()) {
            return null;
        }
        if (isPlain) {
            throw new IllegalStateException(
                    Quoted.line("In the plain history, in which nothing goes wrong, the rule " + rule
                            + " has nothing to judge for " + event.subject() + ": effects took place under the names "
                            + distinct(EffectLedger.Entry::effect) + ", about " + distinct(EffectLedger.Entry::subject)
                            + ". Is a name misspelt, or does the handler do nothing for this event?"));
        }
        if (deliveries.isDead(number)) {
            return !(rule instanceof Rule.Recovers)
                            || deviations >= setup.source().tries()
                    ? null
                    : new Violation(
                            "effect '" + effect + "' takes place while the source has tries left",
                            event.subject() + " was given up after "
                                    + setup.source().tries() + " tries, though only " + deviations
                                    + (deviations == 1 ? " thing" : " things") + " went wrong",
                            "a claim that nobody gives back outlives the redeliveries: give it a lease, or the source more or later tries");
        }
        return new Violation(
                "no event is lost: it takes effect, or comes to the dead-letter queue",
                event.subject() + " was acknowledged, and '" + effect + "' never took place for it",
                "the event was marked as done, or acknowledged, before its work was: a crash, or an attempt in progress "
                        + "elsewhere, must not be answered as success");
    }

    private List<String> distinct(Function<EffectLedger.Entry, String> part) {
        return ledger.entries().stream().map(part).distinct().limit(MOST_TOLD).toList();
    }

    private @Nullable Violation differentAnswers() {
        Map<String, Set<String>> answers = new HashMap<>();
        for (InvocationAttempt attempt : new ArrayList<>(attempts)) {
            AttemptAnswer answer = attempt.answer();
            if (answer != null && answer.isSuccess()) {
                for (Delivery.Copy copy : attempt.delivery().copies()) {
                    answers.computeIfAbsent(
                                    setup.events().get(copy.event()).subject(), subject -> new LinkedHashSet<>())
                            .add(answer.output());
                }
            }
        }
        return answers.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> new Violation(
                        "duplicates get equal answers",
                        "for " + Quoted.text(entry.getKey()) + " there were "
                                + entry.getValue().size() + ": "
                                + Quoted.different(entry.getValue()),
                        "a stale attempt overwrote the result, or the result was made anew instead of being replayed"))
                .findFirst()
                .orElse(null);
    }
}
