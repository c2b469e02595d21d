// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import java.util.Arrays;
import java.util.List;

/** The kinds of deviation: what can happen to an attempt at a point, or in the world around it. */
public enum ProverAction {
    /** The process crashes before the call is made. */
    CRASH_BEFORE("crash before a call"),
    /** The call is made, and the process crashes before the answer arrives. */
    CRASH_AFTER("crash after a call"),
    /**
     * The process crashes while its call is on the way; the call is made when nothing else can happen, or at an ARRIVE.
     */
    CRASH_LATE("crash with a call on the way"),
    /** The call is made, and its reply is lost. */
    LOSE_REPLY("lost reply"),
    /** The call is not made, and its caller gets an exception. */
    FAIL("failing call"),
    /** The call is a read, and is answered by what was there before the latest change. */
    STALE_READ("stale read"),
    /** The attempt pauses until nothing else can happen. */
    FREEZE("pause"),
    /** The attempt pauses as for FREEZE, and time passes. */
    FREEZE_AND_LAPSE("pause while time passes"),
    /** The attempt pauses until just before the platform would kill it. */
    FREEZE_UNTIL_KILL("pause until just before its kill"),
    /** The attempt pauses until its source has seen it time out and delivers again; then it goes on. */
    FREEZE_PAST_TIMEOUT("pause past its timeout, and on"),
    /** The store or receiver of the call is away until the end of the invocation: this call and later ones fail. */
    OUTAGE("outage"),
    /** Another thread of the attempt goes on first. */
    TURN("other turns of tasks"),
    /** The acknowledgement of an attempt, by an older receipt than the latest, deletes its messages nevertheless. */
    DELETE_BY_OLD_RECEIPT("delete by an old receipt"),
    /** The source delivers an event once more, during the first delivery or after it. */
    DUPLICATE("copy"),
    /** The source delivers the next event that is due, before the step that would otherwise come next. */
    DELIVER("early delivery"),
    /** The call that a crashed attempt had on the way is made now. */
    ARRIVE("late call between others"),
    /** Time passes before a redelivery, or after everything else before one more copy comes. */
    LAPSE("time before a late delivery"),
    /** An event comes again from the dead-letter queue, when nothing else is left. */
    REDRIVE("redrive from the dead-letter queue"),
    /** The next invocation is served by the instance of an earlier one, with what its fields keep. */
    WARM("warm instance"),
    /** The next invocation gets an instance of its own, though a busy one has room. */
    APART("own instance beside one with room");

    private final String words;

    ProverAction(String words) {
        this.words = words;
    }

    /** {@return the kinds that a scope has} */
    public static List<ProverAction> of(Scope scope) {
        return Arrays.stream(values())
                .filter(action -> scope.concurrency() > 1 || (action != APART && action != FREEZE_PAST_TIMEOUT))
                .toList();
    }

    /** {@return the kind in words, for reports} */
    public String words() {
        return words;
    }
}
