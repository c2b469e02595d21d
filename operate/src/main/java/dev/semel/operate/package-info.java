// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Tools for operators, to see, explain and repair keys. Start at {@link dev.semel.operate.Explainer}. Nothing here is
 * on the path of a guarded call.
 */
@NullMarked
package dev.semel.operate;

import org.jspecify.annotations.NullMarked;
