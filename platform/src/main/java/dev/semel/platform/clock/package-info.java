// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Time of the platform, which a user may advance. */
@NullMarked
package dev.semel.platform.clock;

import org.jspecify.annotations.NullMarked;
