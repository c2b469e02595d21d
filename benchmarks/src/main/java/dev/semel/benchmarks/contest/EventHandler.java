// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

/** The handling of an SQS event, from its bytes. */
@FunctionalInterface
public interface EventHandler {

    /** Handles an event. */
    void handle(byte[] event) throws Exception;
}
