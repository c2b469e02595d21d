// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.util;

/** Bad on purpose: lives in a package whose name says nothing. */
public final class Hidden {
    private Hidden() {}
}
