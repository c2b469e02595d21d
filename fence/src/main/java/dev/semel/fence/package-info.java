// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Guards of rows and HTTP receivers that refuse a stale fencing token. */
@NullMarked
package dev.semel.fence;

import org.jspecify.annotations.NullMarked;
