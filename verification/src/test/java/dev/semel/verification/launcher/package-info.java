// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Tests of commands of the launcher that no gate runs. */
@NullMarked
package dev.semel.verification.launcher;

import org.jspecify.annotations.NullMarked;
