// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Lambda: functions, their versions and aliases, and their invocations, synchronous and asynchronous. */
@NullMarked
package dev.semel.platform.functions;

import org.jspecify.annotations.NullMarked;
