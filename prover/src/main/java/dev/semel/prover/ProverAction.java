// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

/** What the prover does to an attempt that stands at a point, or to the world. All but {@code PROCEED} are deviations. */
enum ProverAction {
    /** The call is made, and answered. */
    PROCEED,
    /** The process is gone before the call is made. */
    CRASH_BEFORE,
    /** The call is made, and the process is gone before the answer. */
    CRASH_AFTER,
    /** The process is gone, and the call, on its way then, is made when nothing else can happen, or at an ARRIVE. */
    CRASH_LATE,
    /** The call is made, and the caller is told that there was no answer. */
    LOSE_REPLY,
    /** The call is not made, and the caller is told so. */
    FAIL,
    /** The attempt pauses until nothing else can happen. */
    FREEZE,
    /** As FREEZE, and time passes. */
    FREEZE_AND_LAPSE,
    /** The source delivers an event once more, while the first delivery is under way or after it. */
    DUPLICATE,
    /** The source delivers the next that is due, before what would otherwise come next. */
    DELIVER,
    /** The call of a crashed attempt that was on its way is made now. */
    ARRIVE,
    /** Time passes when nothing else is left, before another copy comes. */
    LAPSE
}
