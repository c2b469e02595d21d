// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.stray;

/** Bad on purpose: its package is no part that the layers know. */
public final class HasNoRow {
    private HasNoRow() {}
}
