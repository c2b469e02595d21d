// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

/**
 * A rule that a step broke.
 *
 * @param rule which
 * @param how in which way, for people
 */
record ProtocolViolation(ProtocolRule rule, String how) {}
