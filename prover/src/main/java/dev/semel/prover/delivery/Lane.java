// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.delivery;

import dev.semel.prover.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One queue, topic or stream of a history with its source: that of the given events, or that of the messages which
 * handlers send. It has what waits in it, and what invocations under way have of it.
 */
final class Lane {

    private final Source source;
    private final SourceRules rules;
    private final EventDocuments documents;
    private final List<Delivery> waiting = new ArrayList<>();
    private final List<Delivery.Copy> inFlight = new ArrayList<>();

    Lane(Source source, EventDocuments documents) {
        this.source = source;
        this.rules = SourceRules.of(source.kind());
        this.documents = documents;
    }

    Source source() {
        return source;
    }

    SourceRules rules() {
        return rules;
    }

    /** {@return the deliveries that have not come yet, in order} */
    List<Delivery> waiting() {
        return Collections.unmodifiableList(waiting);
    }

    /** {@return the copies that invocations under way have} */
    List<Delivery.Copy> inFlight() {
        return Collections.unmodifiableList(inFlight);
    }

    /** {@return the order of a copy} */
    String group(Delivery.Copy copy) {
        return Objects.requireNonNullElse(documents.event(copy.event()).group(), "");
    }

    /** Adds an event behind all others: to the last batch if it has room, is of the same function, and is all new. */
    void add(int event, Instant now) {
        Delivery.Copy copy = new Delivery.Copy(event, 0, 1);
        Delivery last = waiting.isEmpty() ? null : waiting.get(waiting.size() - 1);
        if (last != null && takes(last, event)) {
            List<Delivery.Copy> batch = new ArrayList<>(last.copies());
            batch.add(copy);
            waiting.set(waiting.size() - 1, new Delivery(last.due(), List.copyOf(batch)));
        } else {
            waiting.add(new Delivery(now, List.of(copy)));
        }
    }

    private boolean takes(Delivery batch, int event) {
        return batch.copies().size() < source.batchSize()
                && batch.copies().stream().allMatch(copy -> copy.copy() == 0 && copy.received() == 1)
                && documents.function(batch.copies().get(0).event()).equals(documents.function(event));
    }

    /** Takes what is delivered. */
    void take(Delivery delivery) {
        waiting.replaceAll(later -> later.without(delivery.copies()));
        waiting.removeIf(later -> later.copies().isEmpty());
    }

    /** Takes note that an invocation has some copies. */
    void begin(List<Delivery.Copy> taken) {
        inFlight.addAll(taken);
    }

    /** Takes note that an invocation has ended. */
    void end(List<Delivery.Copy> taken) {
        inFlight.removeAll(taken);
    }

    /** Removes what waits of some events. */
    void forget(Set<Integer> some) {
        waiting.replaceAll(delivery -> delivery.without(delivery.copies().stream()
                .filter(copy -> some.contains(copy.event()))
                .toList()));
        waiting.removeIf(delivery -> delivery.copies().isEmpty());
    }

    /** Adds what failed, which comes before everything else where order is kept. */
    void addAgain(Delivery failed) {
        waiting.add(rules.keepsOrder() ? 0 : waiting.size(), failed);
    }

    /** {@return everything that decides the further deliveries, for a hash} */
    @Override
    public String toString() {
        return waiting + " " + inFlight;
    }
}
