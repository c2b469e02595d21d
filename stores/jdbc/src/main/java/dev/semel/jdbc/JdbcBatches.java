// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jdbc;

import dev.semel.model.ClaimRequest;
import dev.semel.model.ClaimVerdict;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord.Known;
import dev.semel.model.Transition;
import dev.semel.model.Transitions;
import dev.semel.model.WriteRequest;
import dev.semel.model.WriteVerdict;
import dev.semel.store.BatchAnswer;
import dev.semel.store.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Many requests in few statements: one inserts or finds the rows of many claims, and one completes many. What these do
 * not decide, such as a take-over, is answered by the statements of single calls. Rows are always touched in the order
 * of their ids, so that two batches do not wait for each other in a circle; if the database sees one all the same, the
 * lost race is repeated.
 */
final class JdbcBatches {

    private final JdbcConnections connections;
    private final SizeLimit sizes;
    private final int mostRows;

    JdbcBatches(JdbcConnections connections, SizeLimit sizes) {
        this.connections = connections;
        this.sizes = sizes;
        this.mostRows = connections.texts().dialect().features.mostRows();
    }

    List<BatchAnswer<ClaimVerdict>> claimAll(List<ClaimRequest> requests, JdbcCall call) {
        requireDistinct(requests, ClaimRequest::key);
        Map<String, BatchAnswer<ClaimVerdict>> answers = new HashMap<>();
        for (List<ClaimRequest> part : parts(requests, ClaimRequest::key)) {
            Map<String, StoredRow> rows = inserted(part, call);
            for (ClaimRequest request : part) {
                String id = request.key().recordId();
                answers.put(id, answered(request, rows.get(id), call));
            }
        }
        return inOrder(requests, ClaimRequest::key, answers);
    }

    /** {@return the answer of a row that needs no further statement, or else that of a single claim} */
    private BatchAnswer<ClaimVerdict> answered(ClaimRequest request, @Nullable StoredRow row, JdbcCall call) {
        if (row != null) {
            Transition<ClaimVerdict> decided = Transitions.claim(row.record(), request, call.moment(row));
            if (!decided.changes(row.record())) {
                return new BatchAnswer.Decided<>(decided.verdict());
            }
        }
        return alone(call, session -> JdbcSteps.claim(session, request.key().recordId(), request));
    }

    /** {@return the rows that are there afterwards; none if another transaction holds one of the keys for too long} */
    private Map<String, StoredRow> inserted(List<ClaimRequest> part, JdbcCall call) {
        List<SqlValues> asked = part.stream()
                .map(request -> RowCodec.claim(request.key().recordId(), request))
                .toList();
        try {
            return byId(connections.call(call, session -> session.rows("insert", shared(session), asked)));
        } catch (StoreException e) {
            return Map.of(); // each request is answered, or fails, on its own
        }
    }

    private static SqlValues shared(SqlSession session) {
        long half = Math.max(1, session.call().remaining().toMillis() / 2);
        return session.values()
                .text("bound_ms", Long.toString(half))
                .number("bound_s", Math.max(1, half / 1000))
                .text("exclusive_id", null);
    }

    List<BatchAnswer<WriteVerdict>> writeAll(List<WriteRequest> requests, JdbcCall call) {
        requireDistinct(requests, WriteRequest::key);
        Map<String, BatchAnswer<WriteVerdict>> answers = new HashMap<>();
        List<WriteRequest> sent = new ArrayList<>();
        for (WriteRequest request : requests) {
            try {
                sizes.require(call, request);
                sent.add(request);
            } catch (StoreException e) {
                answers.put(request.key().recordId(), new BatchAnswer.Failed<>(e));
            }
        }
        for (List<WriteRequest> part : parts(sent, WriteRequest::key)) {
            Map<String, StoredRow> rows = completed(part, call);
            for (WriteRequest request : part) {
                String id = request.key().recordId();
                StoredRow row = rows.get(id);
                answers.put(
                        id,
                        row != null && row.record() instanceof Known known
                                ? new BatchAnswer.Decided<>(new WriteVerdict.Applied(known))
                                : alone(call, session -> JdbcSteps.write(session, id, request)));
            }
        }
        return inOrder(requests, WriteRequest::key, answers);
    }

    private Map<String, StoredRow> completed(List<WriteRequest> part, JdbcCall call) {
        List<SqlValues> asked = new ArrayList<>();
        for (WriteRequest request : part) {
            if (request instanceof WriteRequest.Complete complete) {
                asked.add(JdbcSteps.completion(request.key().recordId(), complete));
            }
        }
        if (asked.isEmpty()) {
            return Map.of();
        }
        try {
            return byId(connections.call(call, session -> session.rows("complete", session.values(), asked)));
        } catch (StoreException e) {
            return Map.of(); // each request is answered, or fails, on its own; a repetition is recognised
        }
    }

    private <V> BatchAnswer<V> alone(JdbcCall call, JdbcConnections.Work<V> work) {
        try {
            return new BatchAnswer.Decided<>(connections.call(call, work));
        } catch (StoreException e) {
            return new BatchAnswer.Failed<>(e);
        }
    }

    private static Map<String, StoredRow> byId(List<StoredRow> rows) {
        Map<String, StoredRow> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.id(), row));
        return byId;
    }

    private <R> List<List<R>> parts(List<R> requests, Function<R, IdempotencyKey> key) {
        List<R> sorted = requests.stream()
                .sorted(Comparator.comparing(request -> key.apply(request).recordId()))
                .toList();
        List<List<R>> parts = new ArrayList<>();
        for (int start = 0; start < sorted.size(); start += mostRows) {
            parts.add(sorted.subList(start, Math.min(sorted.size(), start + mostRows)));
        }
        return parts;
    }

    private static <R, V> List<V> inOrder(List<R> requests, Function<R, IdempotencyKey> key, Map<String, V> answers) {
        List<V> ordered = new ArrayList<>();
        for (R request : requests) {
            V answer = answers.get(key.apply(request).recordId());
            if (answer == null) {
                throw new IllegalStateException("A request of the batch has no answer");
            }
            ordered.add(answer);
        }
        return ordered;
    }

    private static <R> void requireDistinct(List<R> requests, Function<R, IdempotencyKey> key) {
        Set<IdempotencyKey> seen = new HashSet<>();
        for (R request : requests) {
            if (!seen.add(key.apply(request))) {
                throw new IllegalArgumentException("requests has two for the key "
                        + key.apply(request).brief() + ": collapse requests by key before the call");
            }
        }
    }
}
