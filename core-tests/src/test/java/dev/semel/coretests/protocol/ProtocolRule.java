// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

/** The rules that the search checks, by their numbers in {@code docs/spec.md}. */
enum ProtocolRule {
    S1_ONE_WINNER,
    S2_LIVE_LEASE_IS_NEVER_TAKEN_OVER,
    S3_COMPLETED_NEVER_CHANGES,
    S4_FENCE_GROWS,
    S5_STALE_WRITE_CHANGES_NOTHING,
    S6_OWN_WRITE_IS_RECOGNISED,
    S11_MISMATCH_BEFORE_TAKE_OVER,
    CERTAINTY_NEVER_IMPROVES
}
