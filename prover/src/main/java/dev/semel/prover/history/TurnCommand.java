// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

/** The instruction to an attempt at a point: how its call goes. */
public enum TurnCommand {
    /** The call is made and answered. */
    PROCEED,
    /** The call is made, and its caller gets an exception instead of the answer. */
    LOSE_REPLY,
    /** The call is not made, and its caller gets an exception. */
    FAIL,
    /** The call is a read, and is answered by an older state. */
    STALE,
    /** The call is made, and the attempt never runs again. */
    CRASH_AFTER
}
