// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples.model;

import dev.semel.verification.samples.store.ImportsRoot;

/** Bad on purpose: imports what its layer must not see. */
public record ImportsStore(ImportsRoot other) {}
