// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

/**
 * One finding at one place.
 *
 * @param kind what is wrong
 * @param place the resource, as the template or service names it
 * @param detail the values that were compared
 */
record Finding(FindingKind kind, String place, String detail) {}
