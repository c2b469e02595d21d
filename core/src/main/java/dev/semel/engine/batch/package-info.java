// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** The engine room of batches: many calls that share their claims and their last writes. Not exported; no API. */
@NullMarked
package dev.semel.engine.batch;

import org.jspecify.annotations.NullMarked;
