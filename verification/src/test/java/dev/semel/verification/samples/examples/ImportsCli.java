// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.examples;

import dev.semel.verification.samples.cli.Program;

/** Bad on purpose: imports what its layer must not see. */
public record ImportsCli(Program other) {}
