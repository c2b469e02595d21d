// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import java.time.Duration;

/**
 * One cold start.
 *
 * @param initialisation from the start of the process until its runtime asked for an event
 * @param invocation from then until the answer
 * @param processor the processor time of all of it, of all threads; zero where the system does not tell
 */
record ColdStart(Duration initialisation, Duration invocation, Duration processor) {

    Duration total() {
        return initialisation.plus(invocation);
    }
}
