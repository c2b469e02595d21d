// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

/** The input has no usable key. Nothing was executed. */
public final class InvalidKeyException extends SemelException {

    private static final long serialVersionUID = 1L;

    private InvalidKeyException(String operation, String message, Throwable cause) {
        super(operation, message, cause);
    }

    public static InvalidKeyException missing(String operation, MissingKeyPartException cause) {
        return new InvalidKeyException(
                operation,
                cause.getMessage() + ". Send a key with every call, or build the operation with "
                        + "whenKeyIsMissing(EXECUTE_UNGUARDED)",
                cause);
    }

    public static InvalidKeyException failed(String operation, RuntimeException cause) {
        return new InvalidKeyException(operation, "the key could not be taken from the input: " + brief(cause), cause);
    }
}
