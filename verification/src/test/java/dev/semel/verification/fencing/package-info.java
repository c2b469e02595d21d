// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Guards by which receivers refuse stale attempts, on real receivers. */
@NullMarked
package dev.semel.verification.fencing;

import org.jspecify.annotations.NullMarked;
