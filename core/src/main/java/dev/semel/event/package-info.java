// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Events of operations, for logs and metrics, and the listeners that observe them. */
@NullMarked
package dev.semel.event;

import org.jspecify.annotations.NullMarked;
