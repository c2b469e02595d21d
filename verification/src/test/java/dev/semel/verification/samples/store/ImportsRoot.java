// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.store;

import dev.semel.verification.samples.Root;

/** Bad on purpose: imports what its layer must not see. */
public record ImportsRoot(Root other) {}
