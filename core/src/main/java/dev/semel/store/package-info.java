// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The interface of a store, and the store in memory. */
@NullMarked
package dev.semel.store;

import org.jspecify.annotations.NullMarked;
