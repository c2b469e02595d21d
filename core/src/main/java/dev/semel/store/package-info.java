// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** What a store implements: claims, completions and their verdicts. */
@NullMarked
package dev.semel.store;

import org.jspecify.annotations.NullMarked;
