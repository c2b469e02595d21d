// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.EarlyBatchStore;
import dev.semel.store.InMemoryStore;
import dev.semel.store.StoreCall;
import dev.semel.store.StoreException;
import dev.semel.testkit.ForwardingStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A store in memory that answers as a database does whose inserts tell what is absent: claims of absent keys at once,
 * and the others when its caller waits for them. Writes every call into a trace. For one thread that claims.
 */
final class EarlyStore extends ForwardingStore implements EarlyBatchStore {

    private final InMemoryStore records;
    private final List<String> trace;
    private BooleanSupplier complete = () -> false;
    private Runnable beforeRest = () -> {};
    private String unanswered = "";

    EarlyStore(InMemoryStore records, List<String> trace) {
        super(records);
        this.records = records;
        this.trace = trace;
    }

    /** Says when the answers are complete before the caller waits for them. */
    EarlyStore completeWhen(BooleanSupplier isComplete) {
        complete = isComplete;
        return this;
    }

    /** Gives no answer to the first claim of an absent key. */
    EarlyStore unansweredAtFirst(String key) {
        unanswered = key;
        return this;
    }

    /** Runs before the late answers are given; what it throws is thrown instead of them. */
    EarlyStore beforeRest(Runnable step) {
        beforeRest = step;
        return this;
    }

    @Override
    public EarlyAnswers claimAllEarly(List<ClaimRequest> requests, StoreCall call) {
        List<ClaimRequest> rest = new ArrayList<>();
        List<Optional<BatchAnswer<ClaimVerdict>>> known = new ArrayList<>();
        for (ClaimRequest request : requests) {
            boolean isAbsent = records.find(request.key(), call).isEmpty();
            if (!isAbsent) {
                rest.add(request);
            }
            known.add(isAbsent ? Optional.of(insert(request, call)) : Optional.empty());
        }
        trace.add("insert " + (requests.size() - rest.size()));
        return new EarlyAnswers() {
            @Override
            public List<Optional<BatchAnswer<ClaimVerdict>>> known() {
                return known;
            }

            @Override
            public boolean isComplete() {
                return complete.getAsBoolean();
            }

            @Override
            public List<BatchAnswer<ClaimVerdict>> all() {
                trace.add("read " + rest.size());
                beforeRest.run();
                List<BatchAnswer<ClaimVerdict>> answers = new ArrayList<>(records.claimAll(rest, call));
                return known.stream()
                        .map(answer -> answer.orElseGet(() -> answers.remove(0)))
                        .toList();
            }
        };
    }

    private BatchAnswer<ClaimVerdict> insert(ClaimRequest request, StoreCall call) {
        return request.key().value().equals(unanswered)
                ? new BatchAnswer.Failed<>(
                        StoreException.unavailable(name(), "claim", new IllegalStateException("no answer")))
                : records.claimAll(List.of(request), call).get(0);
    }

    @Override
    public List<BatchAnswer<ClaimVerdict>> claimAll(List<ClaimRequest> requests, StoreCall call) {
        trace.add("claimAll " + requests.size());
        return records.claimAll(requests, call);
    }

    @Override
    public List<BatchAnswer<WriteVerdict>> writeAll(List<WriteRequest> requests, StoreCall call) {
        trace.add("write " + requests.size());
        return records.writeAll(requests, call);
    }

    @Override
    public WriteVerdict complete(WriteRequest.Complete request, StoreCall call) {
        trace.add("write 1");
        return records.complete(request, call);
    }

    @Override
    public WriteVerdict release(WriteRequest.Release request, StoreCall call) {
        trace.add("write 1");
        return records.release(request, call);
    }
}
