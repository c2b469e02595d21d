// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Fence guards: the receiver of an effect refuses the write of a stale attempt, because the attempt's fencing token is
 * smaller than the largest token seen. {@link dev.semel.fence.SqlFenceGuard} guards rows, {@link
 * dev.semel.fence.HttpFenceGuard} HTTP receivers; the guard of DynamoDB items is in the DynamoDB store. The module has
 * no dependencies.
 */
@NullMarked
package dev.semel.fence;

import org.jspecify.annotations.NullMarked;
