// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.check;

import dev.semel.prover.Event;
import dev.semel.prover.Rule;
import dev.semel.prover.Source;
import dev.semel.prover.Violation;
import dev.semel.prover.history.PlayedHistory;
import dev.semel.prover.world.EffectLedger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** See {@link Rule#inOrder}. */
final class InOrderChecker implements Checker {

    private static final String HINT =
            "after a failed item the rest of its group must not be tried, and must be reported as failed too";

    private final String effect;

    InOrderChecker(String effect) {
        this.effect = effect;
    }

    @Override
    public String rule() {
        return "inOrder(\"" + effect + "\")";
    }

    @Override
    public Set<String> effects() {
        return Set.of(effect);
    }

    @Override
    public boolean hadSomethingToJudge(VacuityCheck seen) {
        return seen.hasEffectOfAnEvent(effect);
    }

    @Override
    public void requireFit(Source source, List<Event> events) {
        boolean hasOrder = events.stream().anyMatch(event -> events.stream().anyMatch(other -> isOrder(event, other)));
        if (!hasOrder) {
            throw new IllegalArgumentException(
                    "inOrder(...) needs two events of one group: declare them by event(subject, json, group)");
        }
    }

    private static boolean isOrder(Event one, Event other) {
        return one.group() != null
                && one.group().equals(other.group())
                && !one.subject().equals(other.subject());
    }

    @Override
    public void requireJudgeable(Set<String> countedEffects) {
        CountedEffects.refuse(rule(), effect, countedEffects);
    }

    @Override
    public Optional<Violation> onEffect(EffectLedger.Entry entry, PlayedHistory history) {
        List<Event> events = history.scope().events();
        int here = entry.effect().equals(effect) ? first(entry.subject(), events) : -1;
        String group = here < 0 ? null : events.get(here).group();
        if (group == null) {
            return Optional.empty();
        }
        return IntStream.range(0, here)
                .filter(earlier -> group.equals(events.get(earlier).group()))
                .filter(earlier -> !history.deliveries().isDead(earlier))
                .mapToObj(earlier -> events.get(earlier).subject())
                .filter(subject -> history.ledger().entries(effect, subject).isEmpty())
                .findFirst()
                .map(missing -> new Violation(
                        "effects '" + effect + "' of an order take place in it",
                        entry.subject() + " came before " + missing + ", which is before it in " + group,
                        HINT));
    }

    private static int first(String subject, List<Event> events) {
        return IntStream.range(0, events.size())
                .filter(i -> events.get(i).subject().equals(subject))
                .findFirst()
                .orElse(-1);
    }
}
