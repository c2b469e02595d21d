// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

/**
 * A value that is JSON itself: canonical forms and key paths take the value that its text spells, in place of an object
 * with members.
 */
@FunctionalInterface
public interface CanonicalText {

    /** {@return the canonical text of the value: see {@link CanonicalJson}} */
    String canonical();
}
