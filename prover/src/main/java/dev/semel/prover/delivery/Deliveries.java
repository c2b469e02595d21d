// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.delivery;

import dev.semel.prover.Event;
import dev.semel.prover.Source;
import dev.semel.prover.text.Hashes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The deliveries that the source still has to make, and the state of each event, under {@link SourceRules}. */
public final class Deliveries {

    private static final Duration DEDUPLICATION = Duration.ofMinutes(5); // of a FIFO queue, by the Amazon SQS guide

    private final Lane ofGiven;
    private final Lane ofSent;
    private final int given;
    private final Map<Integer, Integer> senders = new TreeMap<>();
    private final Map<String, Instant> deduplicated = new TreeMap<>();
    private final EventDocuments documents;
    private final Map<Integer, Integer> copies = new TreeMap<>();
    private final Map<Integer, Integer> receives = new TreeMap<>();
    private final Map<Integer, Instant> received = new TreeMap<>();
    private final Map<Integer, Integer> deleted = new TreeMap<>();
    private final Set<Integer> dead = new TreeSet<>();
    private final Map<Integer, Instant> redriven = new TreeMap<>();
    private final Set<Integer> delivered = new TreeSet<>();
    private final Set<Integer> done = new TreeSet<>();
    private final Set<Integer> failed = new TreeSet<>();
    private boolean gaveUp;

    /**
     * Prepares the deliveries of a history.
     *
     * @param source the source of the given events
     * @param sending the source of what handlers send
     * @param ofTheProof the documents of the given events
     */
    public Deliveries(Source source, Source sending, EventDocuments ofTheProof, Instant start) {
        this.documents = new EventDocuments(ofTheProof);
        this.ofGiven = new Lane(source, documents);
        this.ofSent = new Lane(sending, documents);
        this.given = documents.size();
        for (int event = 0; event < given; event++) {
            copies.put(event, 1);
            ofGiven.add(event, start);
        }
    }

    /**
     * Sends a message, which is delivered as an event of its own, unless the source has just seen its like.
     *
     * @param sender the number of the attempt that sends it
     */
    public void send(Event event, int sender, Instant now) {
        Optional<String> likeness = ofSent.rules().deduplicates() ? documents.deduplicationId(event) : Optional.empty();
        boolean isNew = likeness.map(deduplicated::get)
                .map(since -> !now.isBefore(since.plus(DEDUPLICATION)))
                .orElse(true);
        if (!isNew) {
            return;
        }
        likeness.ifPresent(id -> deduplicated.put(id, now));
        int number = documents.add(event, now);
        copies.put(number, 1);
        senders.put(number, sender);
        ofSent.add(number, now);
    }

    private Lane lane(int event) {
        return event < given ? ofGiven : ofSent;
    }

    private Lane lane(Delivery delivery) {
        return lane(delivery.copies().get(0).event());
    }

    /** {@return the source of an event} */
    public Source sourceOf(int event) {
        return lane(event).source();
    }

    /** {@return the source of a delivery} */
    public Source sourceOf(Delivery delivery) {
        return lane(delivery).source();
    }

    /** {@return the function that gets an event; what is given and what is sent have others} */
    public String function(int event) {
        return documents.function(event);
    }

    /** {@return the numbers of all events: of the given ones, then of what was sent} */
    public int size() {
        return documents.size();
    }

    /** {@return the number of the attempt that sent an event} */
    public int sender(int event) {
        return senders.getOrDefault(event, 0);
    }

    /** {@return an event, given or sent} */
    public Event event(int number) {
        return documents.event(number);
    }

    /** {@return the number of messages that handlers sent and that are delivered} */
    public int sent() {
        return documents.size() - given;
    }

    /** {@return whether a delivery is of what a handler sent} */
    public boolean isSent(Delivery delivery) {
        return delivery.copies().get(0).event() >= given;
    }

    /** {@return the document of an invocation} */
    public String document(Delivery delivery) {
        return documents.of(delivery);
    }

    // ---- what the rules read ----

    boolean isInFlight(int event) {
        return lane(event).inFlight().stream().anyMatch(copy -> copy.event() == event);
    }

    /** {@return whether the visibility timeout of the latest receive of an event is over} */
    boolean isVisible(int event, Instant now) {
        Instant since = received.get(event);
        return since != null && !since.plus(sourceOf(event).redelivery()).isAfter(now);
    }

    /** {@return whether every event ahead of this one, in its group, is done or given up} */
    boolean isNext(int event) {
        String group = event(event).group();
        for (int i = 0; i < event; i++) {
            boolean isAhead = i < given == event < given && (group == null || group.equals(event(i).group()));
            if (isAhead && !done.contains(i) && !dead.contains(i)) {
                return false;
            }
        }
        return true;
    }

    // ---- what comes ----

    /** {@return the deliveries that may come now} */
    public List<Delivery> due(Instant now) {
        List<Delivery> due = new ArrayList<>(ofGiven.rules().due(ofGiven, now));
        due.addAll(ofSent.rules().due(ofSent, now));
        return due;
    }

    /** {@return the next moment at which a delivery becomes due} */
    public Optional<Instant> next(Instant now) {
        return Stream.of(ofGiven, ofSent)
                .flatMap(lane -> lane.waiting().stream())
                .map(Delivery::due)
                .filter(due -> due.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    /** Makes a delivery. {@return it, with the numbers of its receives} */
    public Delivery take(Delivery delivery, Instant now) {
        Lane lane = lane(delivery);
        lane.take(delivery);
        List<Delivery.Copy> taken = lane.rules().hasReceipts() ? receive(delivery, now) : delivery.copies();
        taken.forEach(copy -> delivered.add(copy.event()));
        lane.begin(taken);
        return new Delivery(delivery.due(), taken);
    }

    /** Begins the visibility timeouts of messages anew. {@return their copies with the numbers of these receives} */
    private List<Delivery.Copy> receive(Delivery delivery, Instant now) {
        List<Delivery.Copy> numbered = new ArrayList<>();
        for (Delivery.Copy copy : delivery.copies()) {
            int number = receives.merge(copy.event(), 1, Integer::sum);
            received.put(copy.event(), now);
            lane(copy.event()).forget(Set.of(copy.event()));
            numbered.add(copy.received(number));
        }
        return List.copyOf(numbered);
    }

    /** {@return the events of which another copy may come now} */
    public List<Integer> duplicable(int most, Instant now) {
        return delivered.stream()
                .filter(event -> copies.getOrDefault(event, 1) <= most
                        && lane(event).rules().mayCopy(event, this, now))
                .toList();
    }

    /** Makes one more copy of an event. {@return its delivery} */
    public Delivery duplicate(int event, Instant now) {
        int copy = copies.merge(event, 1, Integer::sum) - 1;
        return new Delivery(now, List.of(new Delivery.Copy(event, copy, 1, redriven.containsKey(event))));
    }

    /** {@return whether an acknowledgement of a delivery would be by an older receipt} */
    public boolean hasOldReceipt(Delivery delivery) {
        return delivery.copies().stream().anyMatch(copy -> !isLatest(copy) && !isDeleted(copy));
    }

    /** {@return the field of the document of a delivery that has a value} */
    public Optional<String> fieldOf(@Nullable String value, Delivery delivery) {
        return value == null ? Optional.empty() : documents.fieldOf(value, delivery);
    }

    public boolean keepsRequestId(Delivery delivery) {
        return lane(delivery).rules().keepsRequestId();
    }

    /** {@return the events that can be sent again from the dead-letter queue, each once} */
    public List<Integer> redrivable() {
        return dead.stream()
                .filter(event -> lane(event).rules().hasRedrive() && !redriven.containsKey(event))
                .toList();
    }

    /** Sends an event again from the dead-letter queue. {@return its delivery} */
    public Delivery redrive(int event, Instant now) {
        redriven.put(event, now);
        documents.redrive(event, now);
        dead.remove(event);
        receives.remove(event);
        deleted.remove(event);
        return duplicate(event, now);
    }

    // ---- what becomes of it ----

    /** Takes note that an invocation ended without an answer. */
    public void crash(Delivery delivery, Instant started, Instant now) {
        lane(delivery).end(delivery.copies());
        redeliver(delivery.copies(), started, now);
    }

    /**
     * Takes note of the answer of an invocation.
     *
     * @param deletesByOldReceipts whether an acknowledgement by an older receipt deletes the message
     */
    public void end(
            Delivery delivery, AttemptAnswer answer, boolean deletesByOldReceipts, Instant started, Instant now) {
        Lane lane = lane(delivery);
        lane.end(delivery.copies());
        List<Delivery.Copy> again = lane.rules().failedCopies(delivery, answer, documents);
        delivery.copies().stream()
                .filter(copy -> !again.contains(copy))
                .filter(copy -> isLatest(copy) || deletesByOldReceipts)
                .forEach(this::acknowledge);
        again.forEach(copy -> failed.add(copy.event()));
        redeliver(again, started, now);
    }

    private void acknowledge(Delivery.Copy copy) {
        done.add(copy.event());
        Lane lane = lane(copy.event());
        if (lane.rules().hasReceipts()) {
            lane.forget(Set.of(copy.event()));
            deleted.put(copy.event(), receives.getOrDefault(copy.event(), 0));
        }
    }

    /** {@return whether no later receive of the message has begun; always true where there are no receipts} */
    boolean isLatest(Delivery.Copy copy) {
        return !lane(copy.event()).rules().hasReceipts() || copy.received() >= receives.getOrDefault(copy.event(), 0);
    }

    private boolean isDeleted(Delivery.Copy copy) {
        return copy.received() <= deleted.getOrDefault(copy.event(), 0);
    }

    private void redeliver(List<Delivery.Copy> unhandled, Instant started, Instant now) {
        List<Delivery.Copy> next = new ArrayList<>();
        for (Delivery.Copy copy : unhandled) {
            if (!isLatest(copy) || isDeleted(copy)) {
                continue;
            }
            if (copy.received() >= sourceOf(copy.event()).tries()) {
                dead.add(copy.event());
                gaveUp = true;
            } else {
                next.add(copy.again());
            }
        }
        if (next.isEmpty()) {
            return;
        }
        Lane lane = lane(next.get(0).event());
        Instant due = started.plus(lane.source().redelivery());
        lane.addAgain(new Delivery(due.isBefore(now) ? now : due, List.copyOf(next)));
    }

    private boolean isOfAGivenEvent(String subject) {
        return IntStream.range(0, given)
                .anyMatch(number -> event(number).subject().equals(subject));
    }

    // ---- what the judges read ----

    /** {@return whether an answer reports an event of a subject as failed} */
    public boolean fails(Delivery delivery, AttemptAnswer answer, String subject) {
        return lane(delivery).rules().failedCopies(delivery, answer, documents).stream()
                .anyMatch(copy -> event(copy.event()).subject().equals(subject));
    }

    /** {@return whether the source can read an answer} */
    public boolean isReadable(Delivery delivery, AttemptAnswer answer) {
        return lane(delivery).rules().canRead(answer, documents);
    }

    /** {@return whether an answer reports the items of a batch, though the source delivers none} */
    public boolean isOfAnotherSource(Delivery delivery, AttemptAnswer answer) {
        return documents.isOfAnotherSource(delivery, answer);
    }

    /** {@return whether an answer is an HTTP response that refuses its request} */
    public boolean isRefusal(String answer) {
        return documents.isRefusal(answer);
    }

    public boolean keepsOrder() {
        return ofGiven.rules().keepsOrder();
    }

    /** {@return whether an event is in the dead-letter queue, its tries used up} */
    public boolean isDead(int event) {
        return isIn(dead, event);
    }

    /** {@return an event about a subject, given or sent, that is in the dead-letter queue; empty if none is} */
    public Optional<Integer> deadAbout(String subject) {
        return dead.stream()
                .filter(event -> event(event).subject().equals(subject))
                .findFirst();
    }

    /** {@return whether a set has an event, or what was sent about its subject} */
    private boolean isIn(Set<Integer> some, int event) {
        return some.contains(event)
                || IntStream.range(given, documents.size())
                        .filter(some::contains)
                        .anyMatch(sent ->
                                event(sent).subject().equals(event(event).subject()));
    }

    /** {@return whether an answer has reported any event as failed} */
    public boolean hasFailed() {
        return !failed.isEmpty();
    }

    /** {@return whether an answer has reported an event as failed} */
    public boolean hasFailed(int event) {
        return isIn(failed, event)
                || IntStream.range(given, documents.size())
                        .filter(failed::contains)
                        .mapToObj(this::event)
                        .anyMatch(sent -> !isOfAGivenEvent(sent.subject()));
    }

    /** {@return whether an event has reached the dead-letter queue} */
    public boolean hasGivenUp() {
        return gaveUp;
    }

    /** {@return a hash of everything that decides the further deliveries} */
    public long hash() {
        return Hashes.of(ofGiven + " " + ofSent + " " + dead + " " + redriven + " " + done + " " + delivered + " "
                + copies + " " + receives + " " + received + " " + deleted + " " + deduplicated);
    }
}
