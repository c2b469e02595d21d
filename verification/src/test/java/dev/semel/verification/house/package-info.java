// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The house rules as tests, each also shown to fail on a deliberately bad sample. */
@NullMarked
package dev.semel.verification.house;

import org.jspecify.annotations.NullMarked;
