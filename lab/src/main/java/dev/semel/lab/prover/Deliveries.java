// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lab.prover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the source still has to deliver, and what became of each copy. */
final class Deliveries {

    private final Source source;
    private final List<Event> events;
    private final EventDocuments documents;
    private final List<Delivery> pending = new ArrayList<>();
    private final Map<Integer, Integer> copies = new HashMap<>();
    private final Set<Integer> dead = new HashSet<>();
    private final Set<Integer> delivered = new HashSet<>();
    private final Set<Integer> done = new HashSet<>();

    Deliveries(Source source, List<Event> events, EventDocuments documents, Instant start) {
        this.source = source;
        this.events = events;
        this.documents = documents;
        for (int from = 0; from < events.size(); from += source.batchSize()) {
            List<Delivery.Copy> batch = new ArrayList<>();
            for (int i = from; i < Math.min(events.size(), from + source.batchSize()); i++) {
                batch.add(new Delivery.Copy(i, 0, 1));
                copies.put(i, 1);
            }
            pending.add(new Delivery(start, batch));
        }
    }

    /** Returns the deliveries that may come now; of those that must keep an order only the first. */
    List<Delivery> due(Instant now, boolean isBusy) {
        if (isInOrder() && isBusy) {
            return List.of();
        }
        return pending.stream()
                .filter(delivery -> !delivery.due().isAfter(now))
                .limit(isInOrder() ? 1 : pending.size())
                .toList();
    }

    /** Returns when the next one is due that is not yet; null for never. */
    @Nullable
    Instant next(Instant now) {
        return pending.stream()
                .map(Delivery::due)
                .filter(due -> due.isAfter(now))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    void take(Delivery delivery) {
        pending.remove(delivery);
        delivery.copies().forEach(copy -> delivered.add(copy.event()));
    }

    /** Returns the events of which another copy may come; in an order none before those ahead of it are done. */
    List<Integer> duplicable(int most) {
        return delivered.stream()
                .sorted()
                .filter(event -> copies.getOrDefault(event, 1) <= most && isFree(event))
                .toList();
    }

    private boolean isFree(int event) {
        String group = events.get(event).group();
        for (int i = 0; i < event && isInOrder(); i++) {
            boolean isAhead = group == null || group.equals(events.get(i).group());
            if (isAhead && !done.contains(i) && !dead.contains(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isInOrder() {
        return source.kind() == Source.Kind.FIFO || source.kind() == Source.Kind.STREAM;
    }

    /** Returns one more copy of an event. */
    Delivery duplicate(int event, Instant now) {
        int copy = copies.merge(event, 1, Integer::sum) - 1;
        return new Delivery(now, List.of(new Delivery.Copy(event, copy, 1)));
    }

    /** An invocation is gone without an answer. */
    void crashed(Delivery delivery, Instant started, Instant now) {
        again(delivery.copies(), started, now);
    }

    /** An invocation has answered. */
    void ended(Delivery delivery, Answer answer, Instant started, Instant now) {
        List<Delivery.Copy> failed = failed(delivery, answer);
        delivery.copies().stream().filter(copy -> !failed.contains(copy)).forEach(copy -> done.add(copy.event()));
        again(failed, started, now);
    }

    private List<Delivery.Copy> failed(Delivery delivery, Answer answer) {
        if (!answer.isSuccess()) {
            return delivery.copies();
        }
        return switch (source.kind()) {
            case ASYNCHRONOUS, REQUEST -> List.of();
            case QUEUE, FIFO -> {
                Set<String> ids = documents.failedItems(answer.output());
                Set<String> known = new HashSet<>();
                delivery.copies().forEach(copy -> known.add(documents.itemId(copy.event())));
                yield known.containsAll(ids)
                        ? delivery.copies().stream()
                                .filter(copy -> ids.contains(documents.itemId(copy.event())))
                                .toList()
                        : delivery.copies(); // an unknown id fails the whole batch
            }
            case STREAM -> {
                Set<String> ids = documents.failedItems(answer.output());
                int first = delivery.copies().size();
                for (int i = delivery.copies().size() - 1; i >= 0; i--) {
                    if (ids.contains(documents.itemId(delivery.copies().get(i).event()))) {
                        first = i;
                    }
                }
                yield delivery.copies().subList(first, delivery.copies().size());
            }
        };
    }

    private void again(List<Delivery.Copy> failed, Instant started, Instant now) {
        List<Delivery.Copy> next = new ArrayList<>();
        for (Delivery.Copy copy : failed) {
            if (copy.received() >= source.tries()) {
                dead.add(copy.event());
            } else {
                next.add(copy.again());
            }
        }
        if (next.isEmpty()) {
            return;
        }
        Instant due = started.plus(source.redelivery());
        Delivery delivery = new Delivery(due.isBefore(now) ? now : due, List.copyOf(next));
        pending.add(isInOrder() ? 0 : pending.size(), delivery);
    }

    boolean isDead(int event) {
        return dead.contains(event);
    }

    List<Event> events() {
        return events;
    }

    long hash() {
        return pending.hashCode() * 31L + dead.hashCode() * 17L + done.hashCode() * 13L + copies.hashCode();
    }
}
