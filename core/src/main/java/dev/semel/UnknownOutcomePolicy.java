// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

/** What happens to a key of which an earlier attempt may or may not have had effects. */
public sealed interface UnknownOutcomePolicy {

    /** Returns the policy that executes again, with the same effect keys. The default. */
    static UnknownOutcomePolicy reExecute() {
        return new ReExecute();
    }

    /** Returns the policy that parks the key until a reconciler or a person decides. */
    static UnknownOutcomePolicy quarantine() {
        return new Quarantine();
    }

    /** See {@link #reExecute()}. */
    record ReExecute() implements UnknownOutcomePolicy {}

    /** See {@link #quarantine()}. */
    record Quarantine() implements UnknownOutcomePolicy {}
}
