// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.linearizability;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** Lincheck generates scenarios of a few threads, explores their interleavings, and seeks an order for the answers. */
class LinearizabilityTest {

    private static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .iterations(20)
                .invocationsPerIteration(500);
    }

    private static StressOptions stress() {
        return new StressOptions().threads(3).actorsPerThread(3).iterations(20).invocationsPerIteration(500);
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
