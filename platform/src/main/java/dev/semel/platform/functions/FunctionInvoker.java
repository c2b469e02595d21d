// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import dev.semel.model.Blob;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/** Synchronous invocations by other services. Thread-safe. */
public final class FunctionInvoker {

    private final Functions functions;

    /**
     * Makes an invoker.
     *
     * @param functions the functions
     */
    public FunctionInvoker(Functions functions) {
        this.functions = functions;
    }

    /**
     * Invokes a function with a new request id.
     *
     * @param nameOrArn the function
     * @param event the event's document
     * @return the response; empty after an error of the function
     * @throws dev.semel.platform.http.ServiceException if the function is absent or throttled
     * @throws IOException if its processes cannot start
     * @throws InterruptedException if the thread was interrupted
     */
    public Optional<Blob> invoke(String nameOrArn, byte[] event) throws IOException, InterruptedException {
        return invoke(nameOrArn, UUID.randomUUID().toString(), event);
    }

    /**
     * Invokes a function.
     *
     * @param nameOrArn the function
     * @param requestId the request id
     * @param event the event's document
     * @return the response; empty after an error of the function
     * @throws dev.semel.platform.http.ServiceException if the function is absent or throttled
     * @throws IOException if its processes cannot start
     * @throws InterruptedException if the thread was interrupted
     */
    public Optional<Blob> invoke(String nameOrArn, String requestId, byte[] event)
            throws IOException, InterruptedException {
        Invoked end = functions.invoke(FunctionName.parse(nameOrArn, Optional.empty()), requestId, event);
        return end.isError() ? Optional.empty() : Optional.of(end.payload());
    }

    /**
     * Reads a function's timeout.
     *
     * @param nameOrArn the function
     * @return the timeout in seconds
     * @throws dev.semel.platform.http.ServiceException if the function is absent
     */
    public int timeoutSeconds(String nameOrArn) {
        FunctionName name = FunctionName.parse(nameOrArn, Optional.empty());
        return functions.entry(name.name()).version(name.qualifier()).config().timeoutSeconds();
    }

    /**
     * Finds the event of the last invocation, so that it can be delivered again.
     *
     * @param nameOrArn the function
     * @return the event; empty before the first invocation
     * @throws dev.semel.platform.http.ServiceException if the function is absent
     */
    public Optional<Blob> lastEvent(String nameOrArn) {
        return functions
                .entry(FunctionName.parse(nameOrArn, Optional.empty()).name())
                .event();
    }

    /**
     * Finds the function of a function URL.
     *
     * @param id the random part of the URL
     * @return the function's name
     */
    public Optional<String> byUrl(String id) {
        return functions.byUrl(id);
    }
}
