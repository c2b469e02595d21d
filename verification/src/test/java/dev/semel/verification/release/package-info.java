// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** What is published: the BOM and the POMs. */
@NullMarked
package dev.semel.verification.release;

import org.jspecify.annotations.NullMarked;
