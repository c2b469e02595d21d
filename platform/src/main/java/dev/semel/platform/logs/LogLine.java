// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.logs;

/**
 * Line of a log.
 *
 * @param id the number of the line in the platform's log, which grows
 * @param stream the stream's name
 * @param timestamp the time, in milliseconds since 1970
 * @param message the line
 */
public record LogLine(long id, String stream, long timestamp, String message) {}
