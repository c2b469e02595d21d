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
                            "first execution: floor 2.0, semel 2.0, spring-integration 1.0",
                            "duplicate: floor 1.0, semel 1.0, spring-integration 2.0",
                            "batch of 10, fresh: floor 2.0, semel 2 to 11, semel, end of batch 2.0,"
                                    + " spring-integration 10.0",
                            "transaction with one statement: floor 4.0, semel 4.0, spring-integration 3.0");
        }
    }

    @Test
    void semelTakesAsManyRoundTripsAsTheFloorOnRedis() throws Exception {
        try (StoreCourse course = RedisCourse.start(StoresCommand.freePort())) {
            assertThat(roundTrips(course))
                    .containsExactly(
                            "first execution: floor 2.0, semel 2.0",
                            "duplicate: floor 1.0, semel 1.0",
                            "batch of 10, fresh: floor 2.0, semel 2 to 11, semel, end of batch 2.0");
        }
    }

    /**
     * {@return the round trips of each path} By default the results of a batch are recorded while later bodies run: in
     * one request if the bodies are quick, in at most one request for each of them.
     */
    private static List<String> roundTrips(StoreCourse course) throws Exception {
        StoreRace race = new StoreRace(course, System::nanoTime);
        List<String> lines = new ArrayList<>();
        for (StorePath path : course.paths()) {
            race.warmUp(path, 2); // statements are prepared, scripts are known
            List<String> parts = new ArrayList<>();
            for (StoreRace.Lap lap : race.run(path, ROUNDS)) {
                boolean mayShare = path.bodies() > 1 && lap.name().equals("semel");
                if (mayShare && lap.roundTrips() >= 2 && lap.roundTrips() <= path.bodies() + 1) {
                    parts.add("semel 2 to " + (path.bodies() + 1));
                } else {
                    parts.add(String.format(Locale.ROOT, "%s %.1f", lap.name(), lap.roundTrips()));
                }
            }
            lines.add(path.name() + ": " + String.join(", ", parts));
        }
        return lines;
    }
}
