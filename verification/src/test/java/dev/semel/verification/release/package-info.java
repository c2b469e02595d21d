// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of the BOM and the POMs that are published. */
@NullMarked
package dev.semel.verification.release;

import org.jspecify.annotations.NullMarked;
