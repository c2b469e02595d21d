// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

/**
 * A queue.
 *
 * @param place its name, for messages and references
 * @param visibility its visibility timeout in seconds
 * @param retention how long it keeps messages, in seconds
 * @param deadLetters the place of its dead-letter queue; empty if it has none
 * @param receives how often a message is delivered before it is given up
 */
record MessageQueue(
        String place,
        Setting<Long> visibility,
        Setting<Long> retention,
        Setting<String> deadLetters,
        Setting<Long> receives) {}
