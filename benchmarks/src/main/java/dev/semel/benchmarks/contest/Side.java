// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

/** The identity of a contestant. */
public enum Side {

    /** The work alone, without idempotency. */
    BARE,

    /** The raw client calls that the protocol needs, and nothing around them. */
    FLOOR,

    /** Semel, by its public interface. */
    OURS,

    /** Powertools for AWS Lambda (Java). */
    PEER
}
