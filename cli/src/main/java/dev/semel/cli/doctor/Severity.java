// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

/** Weights of findings. Both fail the command. */
enum Severity {
    /** Events may be lost, or run twice. */
    ERROR,

    /** The deployment works, until something else goes wrong; or it costs more than it must. */
    WARNING
}
