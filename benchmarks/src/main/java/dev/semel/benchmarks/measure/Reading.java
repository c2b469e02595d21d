// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.measure;

import dev.semel.benchmarks.server.Traffic;

/**
 * The time that one round took.
 *
 * @param nanos how long, by the wall clock
 * @param processorNanos processor time of the calling thread
 * @param allocated bytes that the calling thread allocated
 * @param traffic what passed the proxy
 * @param bodiesTooMany how many bodies ran that must not have
 */
public record Reading(long nanos, long processorNanos, long allocated, Traffic traffic, long bodiesTooMany) {

    Reading withBodiesTooMany(long bodies) {
        return new Reading(nanos, processorNanos, allocated, traffic, bodies);
    }
}
