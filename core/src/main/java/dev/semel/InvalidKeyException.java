// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

/** The input has no usable key. Nothing was executed. */
public final class InvalidKeyException extends SemelException {

    private static final long serialVersionUID = 1L;

    private InvalidKeyException(String operation, String message, Throwable cause) {
        super(operation, message, cause);
    }

    /**
     * {@return the exception of an input without a key, or without a part of it}
     *
     * @param operation the name of the operation
     * @param cause the exception of the key extractor
     */
    public static InvalidKeyException missing(String operation, MissingKeyPartException cause) {
        return new InvalidKeyException(
                operation,
                cause.getMessage() + ". Send a key with every call, or build the operation with "
                        + "whenKeyIsMissing(EXECUTE_UNGUARDED)",
                cause);
    }

    /**
     * {@return the exception of a key extractor that failed}
     *
     * @param operation the name of the operation
     * @param cause the exception of the key extractor
     */
    public static InvalidKeyException failed(String operation, Exception cause) {
        String remedy = cause instanceof NullPointerException
                ? ". The input is null, or a part of it that the key needs: build the operation with a key function that"
                        + " throws a MissingKeyPartException for it, or let every input have that part"
                : "";
        return new InvalidKeyException(
                operation, "the key could not be taken from the input: " + brief(cause) + remedy, cause);
    }
}
