// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.dynamodb.BatchRequests.Found;
import dev.semel.dynamodb.BatchRequests.Sent;
import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.IdempotencyRecord.Completed;
import dev.semel.model.IdempotencyRecord.InProgress;
import dev.semel.model.Transition;
import dev.semel.model.Transitions;
import dev.semel.store.BatchAnswer;
import dev.semel.store.EarlyBatchStore.EarlyAnswers;
import dev.semel.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Claims of a batch, its groups at once. An insert makes the first claims, which a caller can have while the rest is
 * decided. The items that prevented the other inserts are read in one request, likely duplicates while the insert
 * travels, their side items in another; they answer duplicates and own claims whose reply was lost (S6). Records that
 * may be claimed nevertheless are taken over by compare-and-swap. {@link CompareAndSwap} and single {@link Claims}
 * decide the rare rest.
 */
final class DynamoDbBatchClaims {

    /** The result of a record whose state alone matters. */
    private static final SideValues UNREAD = (pointer, placement) -> {
        throw new MissingSideItemException("it was not read");
    };

    private final BatchRequests batches;
    private final PartiQlTexts texts;
    private final ItemCodec codec;
    private final SideItems sideItems;
    private final CompareAndSwap swap;
    private final Claims single;
    private final StepsAtOnce atOnce;

    DynamoDbBatchClaims(
            BatchRequests batches,
            PartiQlTexts texts,
            ItemCodec codec,
            SideItems sideItems,
            CompareAndSwap swap,
            Claims single,
            StepsAtOnce atOnce) {
        this.batches = batches;
        this.texts = texts;
        this.codec = codec;
        this.sideItems = sideItems;
        this.swap = swap;
        this.single = single;
        this.atOnce = atOnce;
    }

    /** Answers requests by record id, in their order. */
    List<BatchAnswer<ClaimVerdict>> claimAll(Map<String, ClaimRequest> requests, Call call) {
        Answers<ClaimVerdict> answers = new Answers<>();
        atOnce.run(insert(requests, call, answers));
        return answers.inOrderOf(requests.keySet());
    }

    /** As {@link #claimAll}, but the refused inserts are decided while the caller's thread does something else. */
    EarlyAnswers claimAllEarly(Map<String, ClaimRequest> requests, Call call) {
        Answers<ClaimVerdict> answers = new Answers<>();
        List<Runnable> rest = insert(requests, call, answers);
        List<Optional<BatchAnswer<ClaimVerdict>>> known = answers.knownInOrderOf(requests.keySet());
        boolean isOfUse = known.stream().anyMatch(Optional::isPresent); // else the caller has nothing to do meanwhile
        return new Early(requests, answers, known, isOfUse ? atOnce.begin(rest) : StepsAtOnce.later(rest));
    }

    private record Early(
            Map<String, ClaimRequest> requests,
            Answers<ClaimVerdict> answers,
            List<Optional<BatchAnswer<ClaimVerdict>>> known,
            StepsAtOnce.Begun rest)
            implements EarlyAnswers {

        @Override
        public boolean isComplete() {
            return rest.hasEnded();
        }

        @Override
        public List<BatchAnswer<ClaimVerdict>> all() {
            rest.end();
            return answers.inOrderOf(requests.keySet());
        }
    }

    /**
     * Claims what is absent, in one round trip.
     *
     * @return the steps that answer the other requests
     */
    private List<Runnable> insert(Map<String, ClaimRequest> requests, Call call, Answers<ClaimVerdict> answers) {
        List<Map<String, ClaimRequest>> parts = BatchRequests.groups(requests);
        if (parts.size() > 1 || !BatchRequests.hasRoomForProbe(requests.size())) {
            String first = requests.keySet().iterator().next();
            answers.attempt(requests.keySet(), () -> batches.probe(call, texts.futile(first)));
            if (!answers.isOpen(first)) {
                return List.of(); // nothing was claimed
            }
        }
        List<Group> groups =
                parts.stream().map(part -> new Group(part, call, answers)).toList();
        atOnce.run(groups.stream().<Runnable>map(group -> group::insert).toList());
        return groups.stream()
                .filter(Group::isOpen)
                .<Runnable>map(group -> group::answerTheRest)
                .toList();
    }

    /** The claims that fit into one request. One thread at a time works on it. */
    private final class Group {

        private final Map<String, ClaimRequest> requests;
        private final Call call;
        private final Answers<ClaimVerdict> answers;
        private final Map<String, Found> standing = new LinkedHashMap<>();
        private final List<String> unread = new ArrayList<>();

        Group(Map<String, ClaimRequest> requests, Call call, Answers<ClaimVerdict> answers) {
            this.requests = requests;
            this.call = call;
            this.answers = answers;
        }

        boolean isOpen() {
            return requests.keySet().stream().anyMatch(answers::isOpen);
        }

        /** S1: of concurrent inserts of a key exactly one succeeds. */
        void insert() {
            answers.attempt(requests.keySet(), this::sendInserts);
        }

        /** Answers the requests whose insert did not: from the records that prevented it, or by single claims. */
        void answerTheRest() {
            answers.attempt(requests.keySet(), () -> {
                standing.putAll(batches.read(call, unread));
                takeOver();
                requests.forEach((id, request) -> {
                    if (answers.isOpen(id)) {
                        answers.decide(id, () -> single.claim(id, request, call));
                    }
                });
            });
        }

        private void sendInserts() {
            List<Sent<Pending>> inserts = new ArrayList<>();
            List<String> likely = new ArrayList<>();
            requests.forEach((id, request) -> {
                InProgress first = Claims.first(request, call);
                PartiQl insert = texts.insert(codec.encode(id, first, StoredPoints.NONE));
                inserts.add(new Sent<>(id, new Pending(id, request, new ClaimVerdict.Claimed(first)), insert));
                if (request.likelyDuplicate()) {
                    likely.add(id);
                }
            });
            List<String> refused = new ArrayList<>();
            Map<String, Found> early = new HashMap<>();
            if (likely.isEmpty()) {
                send(inserts, refused);
            } else {
                atOnce.run(List.of(() -> send(inserts, refused), () -> early.putAll(completedAmong(likely))));
            }
            for (String id : refused) {
                Found completed = early.get(id);
                if (completed == null) {
                    unread.add(id);
                } else {
                    standing.put(id, completed);
                }
            }
        }

        /**
         * Sends the inserts, and keeps the stored items that replies contain.
         *
         * @param refused receives the other ids whose insert failed
         */
        private void send(List<Sent<Pending>> inserts, List<String> refused) {
            PartiQl futile = texts.futile(requests.keySet().iterator().next());
            batches.claim(call, inserts, futile, (pending, reply) -> {
                switch (reply) {
                    case BatchReply.Written written -> answers.decide(pending.id(), pending.verdict());
                    case BatchReply.Refused reading -> {
                        if (reading.item() == null) {
                            refused.add(pending.id());
                        } else {
                            standing.put(pending.id(), new Found(reading.item()));
                        }
                    }
                    case BatchReply.Busy busy -> answers.busy(pending.id(), busy.code(), call);
                    case BatchReply.Undecided undecided -> {}
                }
            });
        }

        /**
         * Reads likely duplicates while their inserts travel. Only a completed record inside its window is of use: it
         * answers every claim and never changes (S3), so it does not matter whether the read or the insert came first.
         * All others are read again after the insert's reply, an own claim whose reply was lost (S6) among them.
         *
         * @return the items of the completed records; fewer if the read failed, which then decides nothing
         */
        private Map<String, Found> completedAmong(List<String> likely) {
            Map<String, Found> completed = new HashMap<>();
            try {
                batches.read(call, likely).forEach((id, found) -> {
                    if (found.item() != null && isCompleted(found.item())) {
                        completed.put(id, found);
                    }
                });
            } catch (StoreException e) {
                return Map.of();
            }
            return completed;
        }

        private boolean isCompleted(Map<String, AttributeValue> item) {
            return codec.decode(item, UNREAD) instanceof Completed completed
                    && completed.windowEndsAt().isAfter(call.now());
        }

        private void takeOver() {
            Map<String, Found> aside = batches.read(call, sideItemIds());
            List<Sent<Pending>> swaps = new ArrayList<>();
            requests.forEach((id, request) -> {
                Found found = standing.get(id);
                if (found != null) {
                    answers.attempt(List.of(id), () -> decide(id, request, found.item(), aside, swaps));
                }
            });
            batches.write(call, swaps, (pending, reply) -> {
                switch (reply) {
                    case BatchReply.Written written -> answers.decide(pending.id(), pending.verdict());
                    case BatchReply.Refused refused ->
                        answers.decide(
                                pending.id(),
                                () -> single.decide(pending.id(), pending.request(), refused.item(), call));
                    case BatchReply.Busy busy -> answers.busy(pending.id(), busy.code(), call);
                    case BatchReply.Undecided undecided -> {}
                }
            });
        }

        private List<String> sideItemIds() {
            List<String> ids = new ArrayList<>();
            standing.forEach((id, found) -> {
                if (found.item() != null) {
                    ids.addAll(codec.sideItemIds(id, found.item()));
                }
            });
            return ids;
        }

        private void decide(
                String id,
                ClaimRequest request,
                @Nullable Map<String, AttributeValue> item,
                Map<String, Found> aside,
                List<Sent<Pending>> swaps) {
            IdempotencyRecord before = item == null ? null : codec.decode(item, sideItems.of(call, id, aside));
            Transition<ClaimVerdict> decided = Transitions.claim(before, request, call.now());
            if (decided.changes(before)) {
                PartiQl taken = texts.swap(id, item, swap.encode(call, id, item, decided.next(), null));
                swaps.add(new Sent<>(id, new Pending(id, request, decided.verdict()), taken));
            } else {
                answers.decide(id, decided.verdict());
            }
        }
    }

    /** A request, and its answer if its statement succeeds. */
    private record Pending(String id, ClaimRequest request, ClaimVerdict verdict) {}
}
