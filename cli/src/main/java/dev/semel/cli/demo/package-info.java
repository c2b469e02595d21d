// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/**
 * {@code semel demo}: delivers S3 events to three handlers in every way that an at-least-once platform may, and counts
 * what a payment service was asked for and charged.
 */
@NullMarked
package dev.semel.cli.demo;

import org.jspecify.annotations.NullMarked;
