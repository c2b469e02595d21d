// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Searches every history of a few actors on one key, within bounds, for one that breaks a rule of the protocol. */
@NullMarked
package dev.semel.coretests.protocol;

import org.jspecify.annotations.NullMarked;
