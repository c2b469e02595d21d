// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random histories around a rotation of identity keys: no two executions at once, and none inside a window. */
final class IdentityRotationHistoryTest {

    /** A few, for the inner loop. */
    @Test
    void S3_rotationNeverLeadsToASecondExecution() {
        play(0, 200);
    }

    @Test
    @Tag("slow")
    void S3_rotationNeverLeadsToASecondExecutionInManyHistories() {
        play(200, 3_800);
    }

    private static void play(long first, int histories) {
        int executions = 0;
        int refusals = 0;
        int both = 0;
        for (long seed = first; seed < first + histories; seed++) {
            RotationWorld world = new RotationWorld(seed);
            world.play();
            assertThat(world.violation).as("seed %d", seed).isEmpty();
            executions += world.executions;
            refusals += world.refusals;
            both += world.usedBoth() ? 1 : 0;
        }
        // the histories are worth something: bodies ran, calls were refused, and many keys met both identities
        assertThat(executions).isGreaterThan(histories);
        assertThat(refusals).isGreaterThan(histories);
        assertThat(both).isGreaterThan(histories / 10);
    }
}
