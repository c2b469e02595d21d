// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Tests that the documents tell the truth about the code. */
@NullMarked
package dev.semel.verification.docs;

import org.jspecify.annotations.NullMarked;
