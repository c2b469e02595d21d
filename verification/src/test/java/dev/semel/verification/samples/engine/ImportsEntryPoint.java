// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.engine;

import dev.semel.verification.samples.Operation;

/** Bad on purpose: imports what stands on top of its layer. */
public record ImportsEntryPoint(Operation other) {}
