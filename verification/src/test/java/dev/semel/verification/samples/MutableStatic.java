// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples;

/** Bad on purpose: shares state by a static field. */
final class MutableStatic {
    static int count;

    private MutableStatic() {}
}
