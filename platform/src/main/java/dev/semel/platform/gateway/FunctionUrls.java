// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import dev.semel.platform.functions.FunctionInvoker;
import dev.semel.platform.http.Api;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.Arn;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import dev.semel.platform.runtime.RuntimeApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Function URLs: an HTTP request in the payload format 2.0, and the handler's answer as HTTP. Thread-safe. */
public final class FunctionUrls implements Api {

    private final FunctionInvoker invoker;
    private final InstantSource clock;

    /**
     * Makes the service.
     *
     * @param invoker the functions
     * @param clock the clock of the requests
     */
    public FunctionUrls(FunctionInvoker invoker, InstantSource clock) {
        this.invoker = invoker;
        this.clock = clock;
    }

    @Override
    public ApiAnswer answer(ApiRequest request) throws IOException, InterruptedException {
        String[] parts = request.path().split("/", 4); // empty, _url, id, path
        String id = parts.length > 2 ? parts[2] : "";
        String function = invoker.byUrl(id)
                .orElseThrow(() -> new ServiceException(404, "NotFound", "there is no such function URL"));
        String path = parts.length > 3 ? "/" + parts[3] : "/";
        byte[] body = request.bytes(RuntimeApi.MAX_PAYLOAD_BYTES);
        Match match = new Match(id, "$default", Map.of(), route(function), path, Map.of(), List.of());
        String event = new RequestEvent(request, body, clock.instant(), match)
                .format2("anonymous", id + ".lambda-url." + Arn.REGION + ".on.aws")
                .toString();
        return invoker.invoke(function, event.getBytes(StandardCharsets.UTF_8))
                .flatMap(response -> FunctionAnswer.format2(response.toByteArray(), "application/json"))
                .orElseGet(() -> ApiAnswer.json(502, JsonTree.object().put("message", "Internal Server Error")));
    }

    private static Route route(String function) {
        return new Route(
                Route.ANY, RoutePath.ANYTHING, "$default", function, ApiForm.HTTP_2, Duration.ofMinutes(15), false);
    }
}
