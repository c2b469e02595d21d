// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

/** The conditional updates of one table. */
record Statements(
        Completions complete,
        Statement release,
        Statement renew,
        Statement checkpointInline,
        Statement checkpointAside,
        Statement quarantine,
        Completions resolveWithResult,
        Statement resolveReExecute) {

    static Statements of(Attributes names) {
        return new Statements(
                new Completions(names, Expressions.MAY_COMPLETE),
                Statement.of(names, Expressions.RELEASE, Expressions.MAY_RELEASE),
                Statement.of(names, Expressions.RENEW, Expressions.MAY_RENEW),
                Statement.of(names, Expressions.CHECKPOINT_INLINE, Expressions.MAY_CHECKPOINT_INLINE),
                Statement.of(names, Expressions.CHECKPOINT_ASIDE, Expressions.MAY_CHECKPOINT_ASIDE),
                Statement.of(names, Expressions.QUARANTINE, Expressions.MAY_QUARANTINE),
                new Completions(names, Expressions.MAY_RESOLVE_WITH_RESULT),
                Statement.of(names, Expressions.RESOLVE_RE_EXECUTE, Expressions.MAY_RESOLVE_RE_EXECUTE));
    }
}
