// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Event sources, batch handlers and metrics for AWS Lambda. */
@NullMarked
package dev.semel.lambda;

import org.jspecify.annotations.NullMarked;
