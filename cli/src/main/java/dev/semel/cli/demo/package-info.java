// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/**
 * {@code semel demo}: delivers S3 events to three handlers in the ways of an at-least-once platform, and counts the
 * requests and charges of a payment service. {@code semel demo --platform} plays one story on the local platform.
 */
@NullMarked
package dev.semel.cli.demo;

import org.jspecify.annotations.NullMarked;
