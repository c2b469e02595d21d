// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

/** The conditional updates of one table. */
record Statements(
        Statement complete,
        Statement completeWithData,
        Statement release,
        Statement renew,
        Statement checkpointInline,
        Statement checkpointAside,
        Statement quarantine,
        Statement resolveWithResult,
        Statement resolveWithData,
        Statement resolveReExecute) {

    static Statements of(Attributes names) {
        return new Statements(
                Statement.of(names, Expressions.COMPLETE, Expressions.MAY_COMPLETE),
                Statement.of(names, Expressions.COMPLETE_WITH_DATA, Expressions.MAY_COMPLETE),
                Statement.of(names, Expressions.RELEASE, Expressions.MAY_RELEASE),
                Statement.of(names, Expressions.RENEW, Expressions.MAY_RENEW),
                Statement.of(names, Expressions.CHECKPOINT_INLINE, Expressions.MAY_CHECKPOINT_INLINE),
                Statement.of(names, Expressions.CHECKPOINT_ASIDE, Expressions.MAY_CHECKPOINT_ASIDE),
                Statement.of(names, Expressions.QUARANTINE, Expressions.MAY_QUARANTINE),
                Statement.of(names, Expressions.COMPLETE, Expressions.MAY_RESOLVE_WITH_RESULT),
                Statement.of(names, Expressions.COMPLETE_WITH_DATA, Expressions.MAY_RESOLVE_WITH_RESULT),
                Statement.of(names, Expressions.RESOLVE_RE_EXECUTE, Expressions.MAY_RESOLVE_RE_EXECUTE));
    }
}
