// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            for (StoreRace.Lap lap : race.run(path, ROUNDS)) {
                parts.add(String.format(Locale.ROOT, "%s %.0f", lap.name(), lap.roundTrips()));
            }
            lines.add(path.name() + ": " + String.join(", ", parts));
        }
        return lines;
    }
}
