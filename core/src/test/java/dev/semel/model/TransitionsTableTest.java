// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.model.TransitionTable.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every record with every request, at the moments on either side of each boundary, against the tables. */
class TransitionsTableTest {

    @Test
    void claims() {
        Map<String, ClaimRequest> requests = Cases.claims();
        check("claims.txt", requests.keySet(), (record, request, at) -> {
            return Transitions.claim(record, Objects.requireNonNull(requests.get(request)), at);
        });
    }

    @Test
    void writes() {
        Map<String, WriteRequest> requests = Cases.writes();
        check("writes.txt", requests.keySet(), (record, request, at) -> {
            return Transitions.write(record, Objects.requireNonNull(requests.get(request)), at);
        });
    }

    @Test
    void commits() {
        Map<String, CommitRequest> requests = Cases.commits();
        check("commits.txt", requests.keySet(), (record, request, at) -> {
            return Transitions.commit(record, Objects.requireNonNull(requests.get(request)), at);
        });
    }

    /** Decides by the name of a request. */
    private interface Decision {
        Transition<?> decide(@Nullable IdempotencyRecord record, String request, Instant at);
    }

    private static void check(String table, Set<String> requests, Decision decision) {
        List<Line> lines = TransitionTable.read(table);
        assertThat(TransitionTable.pairs(lines)).isEqualTo(TransitionTable.allPairs(requests));
        List<String> differences = new ArrayList<>();
        Map<String, IdempotencyRecord> records = Cases.records();
        for (Line line : lines) {
            IdempotencyRecord record = records.get(line.record());
            for (long at : line.at()) {
                Transition<?> transition = decision.decide(record, line.request(), Cases.at(at));
                String actual = Descriptions.verdict(transition) + " | " + Descriptions.next(transition, record);
                if (!actual.equals(line.verdict() + " | " + line.next())) {
                    differences.add(line + ", but at " + at + ": " + actual);
                }
            }
        }
        assertThat(differences).isEmpty();
    }
}
