// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** The shop on one machine: deployed on the local platform, with the companies around it, and attacked. */
@NullMarked
package dev.semel.examples.reference.local;

import org.jspecify.annotations.NullMarked;
