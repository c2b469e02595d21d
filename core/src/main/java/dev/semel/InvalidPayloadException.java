// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

/** The payload has no fingerprint. Nothing was executed. */
public final class InvalidPayloadException extends SemelException {

    private static final long serialVersionUID = 1L;

    private InvalidPayloadException(String operation, String message, Throwable cause) {
        super(operation, message, cause);
    }

    /**
     * {@return the exception of a fingerprinter that failed}
     *
     * @param operation the name of the operation
     * @param cause the exception of the fingerprinter
     */
    public static InvalidPayloadException noFingerprint(String operation, Exception cause) {
        return new InvalidPayloadException(
                operation,
                "the payload has no canonical form: " + brief(cause)
                        + ". Fingerprint a part of it with fingerprintOf(...), or build withoutFingerprint()",
                cause);
    }
}
