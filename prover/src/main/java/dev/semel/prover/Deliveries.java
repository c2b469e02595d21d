// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The deliveries that the source still has to make, and the state of each copy. */
final class Deliveries {

    private final Source source;
    private final List<Event> events;
    private final EventDocuments documents;
    private final List<Delivery> pending = new ArrayList<>();
    private final Map<Integer, Integer> copies = new TreeMap<>();
    private final Set<Integer> dead = new TreeSet<>();
    private final Set<Integer> delivered = new TreeSet<>();
    private final Set<Integer> done = new TreeSet<>();
    private final Set<Integer> failed = new TreeSet<>();
    private final List<Delivery.Copy> inFlight = new ArrayList<>();

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

    /** {@return the deliveries that may come now: of a stream the first, of a FIFO queue the first of each group} */
    List<Delivery> due(Instant now) {
        return switch (source.kind()) {
            case QUEUE, ASYNCHRONOUS, REQUEST ->
                pending.stream().filter(delivery -> delivery.isDue(now)).toList();
            case STREAM ->
                !inFlight.isEmpty() || pending.isEmpty() || !pending.get(0).isDue(now)
                        ? List.of()
                        : List.of(pending.get(0));
            case FIFO -> firstOfEachGroup(now);
        };
    }

    /** A copy that is in flight, or that is ahead and not due, holds up its group and no other. */
    private List<Delivery> firstOfEachGroup(Instant now) {
        Set<String> held = new HashSet<>();
        inFlight.forEach(copy -> held.add(group(copy)));
        List<Delivery> free = new ArrayList<>();
        for (Delivery delivery : pending) {
            List<Delivery.Copy> copies = delivery.copies().stream()
                    .filter(copy -> !held.contains(group(copy)))
                    .toList();
            if (!copies.isEmpty() && delivery.isDue(now)) {
                free.add(new Delivery(delivery.due(), copies));
            }
            delivery.copies().forEach(copy -> held.add(group(copy)));
        }
        return free;
    }

    private String group(Delivery.Copy copy) {
        return Objects.requireNonNullElse(events.get(copy.event()).group(), "");
    }

    /** {@return the next moment at which a delivery becomes due} */
    Optional<Instant> next(Instant now) {
        return pending.stream()
                .map(Delivery::due)
                .filter(due -> due.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    void take(Delivery delivery) {
        pending.replaceAll(waiting -> waiting.without(delivery.copies()));
        pending.removeIf(waiting -> waiting.copies().isEmpty());
        inFlight.addAll(delivery.copies());
        delivery.copies().forEach(copy -> delivered.add(copy.event()));
    }

    /** {@return the events of which another copy may come; within an order only if all events ahead are done} */
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

    /** Makes one more copy of an event. {@return its delivery} */
    Delivery duplicate(int event, Instant now) {
        int copy = copies.merge(event, 1, Integer::sum) - 1;
        return new Delivery(now, List.of(new Delivery.Copy(event, copy, 1)));
    }

    /** Takes note that an invocation ended without an answer. */
    void crashed(Delivery delivery, Instant started, Instant now) {
        inFlight.removeAll(delivery.copies());
        again(delivery.copies(), started, now);
    }

    /** Takes note of the answer of an invocation. */
    void ended(Delivery delivery, AttemptAnswer answer, Instant started, Instant now) {
        inFlight.removeAll(delivery.copies());
        List<Delivery.Copy> again = failed(delivery, answer);
        delivery.copies().stream().filter(copy -> !again.contains(copy)).forEach(copy -> done.add(copy.event()));
        again.forEach(copy -> failed.add(copy.event()));
        again(again, started, now);
    }

    /** {@return whether an answer reports an event of a subject as failed} */
    boolean fails(Delivery delivery, AttemptAnswer answer, String subject) {
        return failed(delivery, answer).stream()
                .anyMatch(copy -> events.get(copy.event()).subject().equals(subject));
    }

    /** {@return whether the source can read an answer} */
    boolean isReadable(AttemptAnswer answer) {
        return switch (source.kind()) {
            case ASYNCHRONOUS, REQUEST -> true;
            case QUEUE, FIFO, STREAM -> documents.failedItems(answer.output()).isPresent();
        };
    }

    private List<Delivery.Copy> failed(Delivery delivery, AttemptAnswer answer) {
        if (!answer.isSuccess()) {
            return delivery.copies();
        }
        return switch (source.kind()) {
            case ASYNCHRONOUS, REQUEST -> List.of();
            case QUEUE, FIFO -> named(delivery, answer);
            case STREAM -> {
                List<Delivery.Copy> named = named(delivery, answer);
                int first = named.isEmpty()
                        ? delivery.copies().size()
                        : delivery.copies().indexOf(named.get(0));
                yield delivery.copies().subList(first, delivery.copies().size());
            }
        };
    }

    /**
     * {@return the copies that a response names as failed: all of them if it is unreadable or names an unknown item}
     */
    private List<Delivery.Copy> named(Delivery delivery, AttemptAnswer answer) {
        Optional<Set<String>> ids = documents.failedItems(answer.output());
        Set<String> known = new HashSet<>();
        delivery.copies().forEach(copy -> known.add(documents.itemId(copy.event())));
        if (ids.isEmpty() || ids.get().contains("") || !known.containsAll(ids.get())) {
            return delivery.copies();
        }
        return delivery.copies().stream()
                .filter(copy -> ids.get().contains(documents.itemId(copy.event())))
                .toList();
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

    /** {@return whether an event reached the dead-letter queue, its tries used up} */
    boolean isDead(int event) {
        return dead.contains(event);
    }

    /** {@return whether an answer has reported an event as failed} */
    boolean hasFailed(int event) {
        return failed.contains(event);
    }

    /** {@return whether an event reached the dead-letter queue} */
    boolean hasGivenUp() {
        return !dead.isEmpty();
    }

    /** {@return a hash of everything that decides the further deliveries} */
    long hash() {
        return StateHash.of(pending + " " + inFlight + " " + dead + " " + done + " " + delivered + " " + copies);
    }
}
