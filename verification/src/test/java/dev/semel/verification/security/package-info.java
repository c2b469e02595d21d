// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Checks of the security page: policies, and what is readable. */
@NullMarked
package dev.semel.verification.security;

import org.jspecify.annotations.NullMarked;
