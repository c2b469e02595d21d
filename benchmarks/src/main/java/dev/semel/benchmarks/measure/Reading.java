// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.measure;

import dev.semel.benchmarks.server.Traffic;

/**
 * What one round took.
 *
 * @param nanos how long, by the wall clock
 * @param processorNanos processor time of the calling thread
 * @param allocated bytes that the calling thread allocated
 * @param traffic what passed the proxy
 */
public record Reading(long nanos, long processorNanos, long allocated, Traffic traffic) {}
