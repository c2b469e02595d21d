// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

/**
 * The bytes of a side item cannot be read. It never leaves the package: the result is then reported as missing (S12).
 */
final class MissingSideItemException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. The reason must not show the bytes. */
    MissingSideItemException(String reason) {
        super(reason);
    }
}
