// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** What a store must do, and the store in memory. */
@NullMarked
package dev.semel.store;

import org.jspecify.annotations.NullMarked;
