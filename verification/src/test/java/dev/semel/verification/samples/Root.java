// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples;

/** Stands for a class of the root package. */
public final class Root {
    private Root() {}
}
