// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.ServiceException;
import dev.semel.platform.runtime.RuntimeApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The operation {@code Invoke}, in its three types. */
final class InvokeOperation {

    /** The largest event of an asynchronous invocation, in bytes ("Lambda quotas" in the guide). */
    static final int MAX_ASYNC_BYTES = 1 << 20;

    private static final int MAX_TAIL_BYTES = 4 * 1024;

    private final Functions functions;
    private final AsyncQueue queue;

    InvokeOperation(Functions functions, AsyncQueue queue) {
        this.functions = functions;
        this.queue = queue;
    }

    ApiAnswer answer(ApiRequest request, List<String> names) throws IOException, InterruptedException {
        FunctionName name = FunctionName.parse(
                names.getFirst(), Optional.ofNullable(request.query().get("Qualifier")));
        FunctionVersion version = functions.entry(name.name()).version(name.qualifier());
        String type = request.header("x-amz-invocation-type").orElse("RequestResponse");
        return switch (type) {
            case "RequestResponse" -> synchronous(request, name, version);
            case "Event" -> asynchronous(name, event(request, MAX_ASYNC_BYTES));
            case "DryRun" -> ApiAnswer.empty(204);
            default -> throw FunctionConfig.invalid("'invocationType' must be RequestResponse, Event or DryRun");
        };
    }

    private ApiAnswer synchronous(ApiRequest request, FunctionName name, FunctionVersion version)
            throws IOException, InterruptedException {
        byte[] event = event(request, RuntimeApi.MAX_PAYLOAD_BYTES);
        String id = UUID.randomUUID().toString();
        Invoked end = functions.invoke(name, id, event);
        ApiAnswer answer = ApiAnswer.of(200, "application/json", end.payload().toByteArray())
                .with("x-amzn-RequestId", id)
                .with("X-Amz-Executed-Version", version.version());
        if (end.error().isPresent()) {
            answer = answer.with("X-Amz-Function-Error", end.error().get());
        }
        return request.header("x-amz-log-type").orElse("").equals("Tail")
                ? answer.with("X-Amz-Log-Result", tail(end.log()))
                : answer;
    }

    private static String tail(String log) {
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        int start = Math.max(0, bytes.length - MAX_TAIL_BYTES);
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, start, bytes.length));
    }

    private ApiAnswer asynchronous(FunctionName name, byte[] event) {
        return ApiAnswer.empty(202).with("x-amzn-RequestId", queue.submit(name, event));
    }

    private static byte[] event(ApiRequest request, int maxBytes) throws IOException {
        byte[] event;
        try {
            event = request.bytes(maxBytes);
        } catch (ServiceException e) {
            throw new ServiceException(
                    413,
                    "RequestTooLargeException",
                    "Request must be smaller than " + maxBytes + " bytes for the" + " InvokeFunction operation");
        }
        if (event.length == 0) {
            return "{}".getBytes(StandardCharsets.UTF_8);
        }
        try {
            new JsonMapper().readTree(event);
        } catch (IOException e) {
            throw new ServiceException(
                    400,
                    "InvalidRequestContentException",
                    "Could not parse request body into json: the event is no" + " JSON document");
        }
        return event;
    }
}
