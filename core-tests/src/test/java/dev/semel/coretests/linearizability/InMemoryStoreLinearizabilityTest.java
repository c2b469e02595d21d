// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.linearizability;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lincheck generates scenarios, runs them in many interleavings, and seeks for each an order of the calls that explains
 * the answers. Bounds: model checking, 15 scenarios of 2 threads with 3 calls each, 200 interleavings of each; stress,
 * 15 scenarios of 3 threads with 3 calls each, 500 runs of each.
 *
 * <p>By default Lincheck takes a loop's tenth round for waiting and switches threads there, which in plain loops over
 * texts (a claim id has 22 characters) uses up the interleavings that matter; no loop here waits for another thread.
 */
@Tag("slow")
class InMemoryStoreLinearizabilityTest {

    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .threads(2)
                .actorsPerThread(3)
                .loopIterationsBeforeThreadSwitch(1_000)
                .loopBound(2_000)
                .iterations(15)
                .invocationsPerIteration(200);
    }

    private static StressOptions stress() {
        return new StressOptions().threads(3).actorsPerThread(3).iterations(15).invocationsPerIteration(500);
    }

    @Test
    void S1_S7_S8_theStoreInMemoryIsLinearizable() {
        modelChecking().check(InMemoryStoreCalls.class);
    }

    @Test
    void S1_S7_S8_theStoreInMemoryIsLinearizableUnderStress() {
        stress().check(InMemoryStoreCalls.class);
    }

    @Test
    void aStoreThatChecksThenPutsIsFound() {
        assertThatThrownBy(() -> modelChecking().check(CheckThenPutCalls.class))
                .hasMessageContaining("Invalid execution results")
                .hasMessageContaining("claim");
    }
}
