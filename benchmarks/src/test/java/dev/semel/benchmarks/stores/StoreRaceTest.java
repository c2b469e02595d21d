// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The round trips of each store, which no machine makes slower, and that every contestant does what it says. */
class StoreRaceTest {

    private static final int ROUNDS = 3;

    @Test
    void semelTakesAsManyRoundTripsAsTheFloorOnPostgresql() throws Exception {
        try (StoreCourse course = PostgresCourse.start()) {
            assertThat(roundTrips(course))
                    .containsExactly(
                            "first execution: floor 2, semel 2, spring-integration 1",
                            "duplicate: floor 1, semel 1, spring-integration 2",
                            "batch of 10, fresh: floor 2, semel 2, spring-integration 10",
                            "transaction with one statement: floor 4, semel 4, spring-integration 3");
        }
    }

    @Test
    void semelTakesAsManyRoundTripsAsTheFloorOnRedis() throws Exception {
        try (StoreCourse course = RedisCourse.start(StoresCommand.freePort())) {
            assertThat(roundTrips(course))
                    .containsExactly(
                            "first execution: floor 2, semel 2",
                            "duplicate: floor 1, semel 1",
                            "batch of 10, fresh: floor 2, semel 2");
        }
    }

    private static List<String> roundTrips(StoreCourse course) throws Exception {
        StoreRace race = new StoreRace(course, System::nanoTime);
        List<String> lines = new ArrayList<>();
        for (StorePath path : course.paths()) {
            race.warmUp(path, 2); // statements are prepared, scripts are known
            List<String> parts = new ArrayList<>();
            // The link counts a pipeline twice that comes in two pieces, so the fewest of some rounds count.
            // store.
            Map<String, Double> fewest = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                race.run(path, 1).forEach(lap -> fewest.merge(lap.name(), lap.roundTrips(), Math::min));
            }
            fewest.forEach((name, trips) -> parts.add(String.format(Locale.ROOT, "%s %.0f", name, trips)));
            lines.add(path.name() + ": " + String.join(", ", parts));
        }
        return lines;
    }
}
