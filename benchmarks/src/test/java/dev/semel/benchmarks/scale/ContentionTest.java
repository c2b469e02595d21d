// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semel.benchmarks.contest.Arena;
import dev.semel.benchmarks.server.HttpClientKind;
import dev.semel.benchmarks.server.LocalDatabase;
import dev.semel.benchmarks.server.Wire;
import org.junit.jupiter.api.Test;

class ContentionTest {

    @Test
    void aHotKeyCostsOneClaimEachAndOneResult() throws Exception {
        try (LocalDatabase database = LocalDatabase.start(HttpClientKind.URL, Wire.PLAIN);
                Arena arena = Arena.open(database, 1)) {
            Contention contention = Contention.of(arena, 200);
            assertThat(contention.bodies()).isEqualTo(1);
            assertThat(contention.requests()).isEqualTo(200 + 1);
            assertThat(contention.outcomes()).containsEntry("Executed", 1);
        }
    }

    @Test
    void aTableGrowsToItsSize() throws Exception {
        try (LocalDatabase database = LocalDatabase.start(HttpClientKind.URL, Wire.PLAIN);
                Arena arena = Arena.open(database, 1)) {
            Growth growth = Growth.of(arena);
            growth.to(60);
            growth.to(130);
            int records = database.direct()
                    .scan(scan -> scan.tableName(Arena.RECORDS))
                    .count();
            assertThat(records).isEqualTo(130);
        }
    }
}
