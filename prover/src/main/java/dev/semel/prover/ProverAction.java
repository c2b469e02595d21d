// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

/** The kinds of deviation: what can happen to an attempt at a point, or in the world around it. */
enum ProverAction {
    /** The process crashes before the call is made. */
    CRASH_BEFORE,
    /** The call is made, and the process crashes before the answer arrives. */
    CRASH_AFTER,
    /**
     * The process crashes while its call is on the way; the call is made when nothing else can happen, or at an ARRIVE.
     */
    CRASH_LATE,
    /** The call is made, and its reply is lost. */
    LOSE_REPLY,
    /** The call is not made, and its caller gets an exception. */
    FAIL,
    /** The attempt pauses until nothing else can happen. */
    FREEZE,
    /** The attempt pauses as for FREEZE, and time passes. */
    FREEZE_AND_LAPSE,
    /** The source delivers an event once more, during the first delivery or after it. */
    DUPLICATE,
    /** The source delivers the next event that is due, before the step that would otherwise come next. */
    DELIVER,
    /** The call that a crashed attempt had on the way is made now. */
    ARRIVE,
    /** Time passes after everything else, before one more copy comes. */
    LAPSE
}
