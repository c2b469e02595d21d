// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

/** The work that is timed. */
@FunctionalInterface
public interface Task {

    /** Does it. */
    void run() throws Exception;
}
