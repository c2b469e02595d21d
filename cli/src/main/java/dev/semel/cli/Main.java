// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli;

/** The entry point of the {@code semel} command. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] args) {
        System.out.println("semel " + String.join(" ", args));
    }
}
