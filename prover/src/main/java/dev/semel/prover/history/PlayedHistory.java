// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.prover.Event;
import dev.semel.prover.Source;
import dev.semel.prover.delivery.AttemptAnswer;
import dev.semel.prover.delivery.Deliveries;
import dev.semel.prover.delivery.Delivery;
import dev.semel.prover.world.EffectLedger;
import dev.semel.prover.world.WorldState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One history as checkers see it: what it consists of, and what has happened in it so far. */
public final class PlayedHistory {

    private static final int MOST_NAMES = 5;

    private final Scope scope;
    private final EffectLedger ledger;
    private final List<InvocationAttempt> attempts;
    private final Deliveries deliveries;
    private final InstantSource clock;
    private final Choices choices;
    private final WorldState world;
    private final Timeline timeline;
    private final PlainCourse known;
    private final List<Deviation> happened = new ArrayList<>();

    public PlayedHistory(
            Scope scope,
            EffectLedger ledger,
            List<InvocationAttempt> attempts,
            Deliveries deliveries,
            InstantSource clock,
            Choices choices,
            WorldState world,
            Timeline timeline,
            PlainCourse known) {
        this.known = known;
        this.scope = scope;
        this.ledger = ledger;
        this.attempts = attempts;
        this.deliveries = deliveries;
        this.clock = clock;
        this.choices = choices;
        this.world = world;
        this.timeline = timeline;
    }

    public Scope scope() {
        return scope;
    }

    /** {@return what the given events bring about where nothing goes wrong} */
    public PlainCourse course() {
        return isPlain() ? known.before(PlainCourse.of(this)) : known;
    }

    /** {@return the given events that an attempt has, itself or through the messages that led to it} */
    Set<Integer> originsOf(int attempt) {
        Set<Integer> origins = new TreeSet<>();
        if (attempt > 0) {
            for (Delivery.Copy copy : attempts.get(attempt - 1).delivery().copies()) {
                if (copy.event() < scope.events().size()) {
                    origins.add(copy.event());
                } else {
                    origins.addAll(originsOf(deliveries.sender(copy.event())));
                }
            }
        }
        return origins;
    }

    /** {@return the given events from which an effect comes: in the plain course, else by the messages about it} */
    public Set<Integer> origins(String effect, String subject) {
        Set<Integer> origins = new TreeSet<>(course().origins(effect, subject));
        for (int sent = scope.events().size(); origins.isEmpty() && sent < deliveries.size(); sent++) {
            if (event(sent).subject().equals(subject)) {
                origins.addAll(originsOf(deliveries.sender(sent)));
            }
        }
        return origins;
    }

    /**
     * {@return what no rule can find the loss of: messages about subjects without any effect, and given events of which
     * nothing is known to come although messages are sent}
     */
    public List<String> unjudged() {
        List<String> left = new ArrayList<>();
        for (int sent = scope.events().size(); sent < deliveries.size(); sent++) {
            String subject = event(sent).subject();
            if (course().isSilent(subject) && !isOfAGivenEvent(subject) && !hasEffect(subject)) {
                left.add("messages about " + subject);
            }
        }
        if (isPlain()) {
            course().silent(scope.events()).forEach(subject -> left.add("event " + subject));
        }
        return left;
    }

    private boolean isOfAGivenEvent(String subject) {
        return scope.events().stream().anyMatch(event -> event.subject().equals(subject));
    }

    private boolean hasEffect(String subject) {
        return ledger.entries().stream().anyMatch(entry -> entry.subject().equals(subject));
    }

    /** {@return the subject of all events of an attempt; empty if they have several} */
    Optional<String> onlySubjectOf(int attempt) {
        List<String> subjects = attempts.get(attempt - 1).delivery().copies().stream()
                .map(copy -> event(copy.event()).subject())
                .distinct()
                .toList();
        return subjects.size() == 1 ? Optional.of(subjects.get(0)) : Optional.empty();
    }

    public Event event(int number) {
        return deliveries.event(number);
    }

    public EffectLedger ledger() {
        return ledger;
    }

    public List<InvocationAttempt> attempts() {
        return attempts;
    }

    /** {@return the attempt that made an effect} */
    public InvocationAttempt attemptOf(EffectLedger.Entry entry) {
        return attempts.get(entry.attempt() - 1);
    }

    /** {@return an object of the world; null if it has none of the name} */
    @Nullable
    public Object object(String name) {
        return world.object(name);
    }

    public Deliveries deliveries() {
        return deliveries;
    }

    public Instant now() {
        return clock.instant();
    }

    /** {@return whether a claim of Semel's found another attempt in progress} */
    public boolean sawInProgress() {
        return timeline.steps().stream()
                .flatMap(step -> step.actions().stream())
                .anyMatch(action -> action.text().contains("→ InProgress"));
    }

    /** {@return whether no deviation is chosen anywhere} */
    public boolean isPlain() {
        return choices.isPlain();
    }

    public void deviate(Deviation deviation) {
        happened.add(deviation);
    }

    /**
     * {@return whether an event was refused, as it must be where another payload of its key took effect: it is in the
     * dead-letter queue, the handler has set it aside, or every answer that its caller got is an HTTP response with a
     * status from 400 on}
     */
    public boolean isRefused(int event) {
        String subject = event(event).subject();
        return scope.sharedKeys()
                .winnerBeside(subject, ledger)
                .filter(winner -> deliveries.isDead(event)
                        || scope.sharedKeys().isSetAside(subject, ledger)
                        || (scope.source().kind() == Source.Kind.REQUEST
                                && answersTo(subject).stream().allMatch(deliveries::isRefusal)))
                .isPresent();
    }

    /** {@return whether an event fails with a refused one ahead of it, which holds up what is behind} */
    public boolean isBehindARefusedOne(int event) {
        return deliveries.keepsOrder() && IntStream.range(0, event).anyMatch(this::isRefused);
    }

    /** {@return the successful answers that deliveries of a subject got} */
    public List<String> answersTo(String subject) {
        return attempts.stream()
                .filter(attempt -> !deliveries.isSent(attempt.delivery()))
                .filter(attempt -> attempt.delivery().copies().stream()
                        .anyMatch(copy -> event(copy.event()).subject().equals(subject)))
                .map(InvocationAttempt::answer)
                .filter(Objects::nonNull)
                .filter(AttemptAnswer::isSuccess)
                .map(AttemptAnswer::output)
                .toList();
    }

    /** {@return whether a given event of a subject is in the dead-letter queue} */
    public boolean isGivenUp(String subject) {
        return IntStream.range(0, scope.events().size())
                .anyMatch(event -> event(event).subject().equals(subject) && deliveries.isDead(event));
    }

    /** {@return the deviations so far} */
    public List<Deviation> happened() {
        return Collections.unmodifiableList(happened);
    }

    /** {@return the number of deviations so far} */
    public int deviations() {
        return happened.size();
    }

    /** {@return the first different names among the effects that took place, for messages} */
    public List<String> names(Function<EffectLedger.Entry, String> part) {
        return ledger.entries().stream().map(part).distinct().limit(MOST_NAMES).toList();
    }
}
