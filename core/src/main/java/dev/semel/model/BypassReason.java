// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

/** The reason why a body ran without protection. */
public enum BypassReason {
    /** The operation's kill switch is on. */
    KILL_SWITCH,
    /** The input has no key, and the operation allows that. */
    NO_KEY,
    /** The store gave no answer, and the operation fails open. */
    STORE_UNAVAILABLE
}
