// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.cli;

/** Stands for a class of the command line. */
public final class Program {
    private Program() {}
}
