// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.history;

import dev.semel.prover.escape.ReachedCode;

/** The line of the user's code that makes a call, for reports. */
final class SourceLine {

    private static final StackWalker STACK = StackWalker.getInstance();

    private SourceLine() {}

    /** {@return file and line of the innermost frame of the current thread that is of a user; empty if none is} */
    static String here() {
        return STACK.walk(frames -> frames.filter(
                        frame -> ReachedCode.canBeOfAUser(frame.getClassName()) && frame.getLineNumber() > 0)
                .findFirst()
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .orElse(""));
    }
}
