// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** CloudWatch Logs as far as functions write and users read them, and metrics of the embedded metric format. */
@NullMarked
package dev.semel.platform.logs;

import org.jspecify.annotations.NullMarked;
