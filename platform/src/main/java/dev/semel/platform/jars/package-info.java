// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Jars that Semel does not pass on, pinned by their digests, and fetched into a cache at their first use. */
@NullMarked
package dev.semel.platform.jars;

import org.jspecify.annotations.NullMarked;
