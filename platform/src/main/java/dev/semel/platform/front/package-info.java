// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** The platform's front: one port of the loopback interface, from which each service is reached. */
@NullMarked
package dev.semel.platform.front;

import org.jspecify.annotations.NullMarked;
