// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

/** Bytes kept beside a record cannot be had. Never leaves the package: a result is then reported as missing (S12). */
final class MissingSideItemException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says why; never shows the bytes. */
    MissingSideItemException(String reason) {
        super(reason);
    }
}
