// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Runs real handlers in real Lambda runtimes on this machine: one child process each, behind the Lambda Runtime API.
 */
@NullMarked
package dev.semel.platform.runtime;

import org.jspecify.annotations.NullMarked;
