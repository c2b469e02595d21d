// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.model.Blob;
import dev.semel.platform.runtime.InvocationAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * End of an invocation, in the service's form.
 *
 * @param requestId the request id
 * @param payload the handler's response, or the document of its error
 * @param error {@code Unhandled} after an error of the function
 * @param log the lines of the invocation
 */
record Invoked(String requestId, Blob payload, Optional<String> error, String log) {

    private static final String UNHANDLED = "Unhandled";

    static Invoked of(InvocationAnswer answer, String log) {
        String id = answer.requestId();
        return switch (answer) {
            case InvocationAnswer.Response response -> new Invoked(id, response.payload(), Optional.empty(), log);
            case InvocationAnswer.FunctionError error -> failed(id, error.type(), error.message(), log);
            case InvocationAnswer.InitError error -> failed(id, error.type(), error.message(), log);
            case InvocationAnswer.TimedOut late -> failed(id, "Sandbox.Timedout", timedOut(late), log);
            case InvocationAnswer.ProcessExited exited -> failed(id, "Runtime.ExitError", exited(exited), log);
        };
    }

    private static Invoked failed(String id, String type, String message, String log) {
        String document = new JsonMapper()
                .createObjectNode()
                .put("errorMessage", message)
                .put("errorType", type)
                .toString();
        return new Invoked(id, Blob.of(document.getBytes(StandardCharsets.UTF_8)), Optional.of(UNHANDLED), log);
    }

    private static String timedOut(InvocationAnswer.TimedOut late) {
        return "RequestId: " + late.requestId() + " Error: Task timed out after "
                + String.format(Locale.ROOT, "%.2f", late.timeout().toMillis() / 1000.0) + " seconds";
    }

    private static String exited(InvocationAnswer.ProcessExited exited) {
        return "RequestId: " + exited.requestId() + " Error: Runtime exited with error: "
                + (exited.exitCode() == 137 ? "signal: killed" : "exit status " + exited.exitCode());
    }

    boolean isError() {
        return error.isPresent();
    }
}
