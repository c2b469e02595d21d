// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.demo;

/**
 * An upload that is to be charged exactly once: one content under one key.
 *
 * @param order the object key
 * @param content the entity tag
 */
record Intent(String order, String content) {}
