// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.http;

/** Error that a service answers with. Its message is for the user, and has no payload. */
public final class ServiceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    /**
     * Makes an error.
     *
     * @param status the HTTP status
     * @param code the service's name of the error
     * @param message what is wrong, and where
     */
    public ServiceException(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /**
     * Makes the error of an operation that the platform does not serve.
     *
     * @param service the service
     * @param operation the operation
     * @return the error
     */
    public static ServiceException notServed(String service, String operation) {
        return new ServiceException(
                501,
                "NotImplemented",
                "the platform does not serve " + operation + " of " + service + "; docs/reference/platform.md lists"
                        + " the operations that it serves");
    }

    /** {@return the HTTP status} */
    public int status() {
        return status;
    }

    /** {@return the service's name of the error} */
    public String code() {
        return code;
    }

    /** {@return the message, for the user} */
    public String text() {
        return String.valueOf(getMessage());
    }
}
