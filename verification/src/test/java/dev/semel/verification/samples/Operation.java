// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples;

/** Stands for an entry point of the root package. */
public final class Operation {
    private Operation() {}
}
