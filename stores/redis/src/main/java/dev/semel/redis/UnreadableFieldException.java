// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.redis;

/** A field of a hash cannot be read; caught where the record is decoded. */
final class UnreadableFieldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final String problem;

    UnreadableFieldException(String problem) {
        super(problem);
        this.problem = problem;
    }
}
