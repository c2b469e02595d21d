// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import dev.semel.model.Blob;
import dev.semel.platform.functions.FunctionInvoker;
import dev.semel.platform.gateway.ApiForm.Failure;
import dev.semel.platform.http.Api;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import dev.semel.platform.runtime.RuntimeApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Requests of clients to APIs, below {@value #PATH} and the API's id. An API waits for its function until the
 * integration's timeout; the function goes on after it. Thread-safe.
 */
public final class GatewayDoor implements Api, AutoCloseable {

    /** Path of all APIs; the id that follows is the secret. */
    public static final String PATH = "/_api/";

    private final ApiGateway gateway;
    private final FunctionInvoker invoker;
    private final InstantSource clock;
    private final Predicate<ApiRequest> isSigned;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Makes a door.
     *
     * @param gateway the APIs
     * @param invoker the functions
     * @param clock the clock of the requests
     * @param isSigned whether a request names the platform's access key
     */
    public GatewayDoor(
            ApiGateway gateway, FunctionInvoker invoker, InstantSource clock, Predicate<ApiRequest> isSigned) {
        this.gateway = gateway;
        this.invoker = invoker;
        this.clock = clock;
        this.isSigned = isSigned;
    }

    @Override
    public ApiAnswer answer(ApiRequest request) throws IOException, InterruptedException {
        String[] parts = request.path().split("/", 4); // empty, _api, id, path
        Optional<? extends GatewayApi> api = gateway.find(parts[2]);
        if (api.isEmpty()) {
            return ApiAnswer.json(404, JsonTree.object().put("message", "there is no such API"));
        }
        byte[] body;
        try {
            body = request.bytes(RuntimeApi.MAX_PAYLOAD_BYTES);
        } catch (ServiceException e) {
            return api.get().form().failed(Failure.TOO_LARGE);
        }
        Optional<Match> match = api.get().match(request.method(), parts.length > 3 ? "/" + parts[3] : "/");
        if (match.isEmpty()) {
            return api.get().form().failed(Failure.NO_ROUTE);
        }
        Route route = match.get().route();
        if (route.isSigned() && !isSigned.test(request)) {
            return route.form().failed(Failure.FORBIDDEN);
        }
        return invoke(
                route,
                new RequestEvent(request, body, clock.instant(), match.get())
                        .document()
                        .toString());
    }

    private ApiAnswer invoke(Route route, String event) throws InterruptedException {
        Future<Optional<Blob>> response =
                threads.submit(() -> invoker.invoke(route.function(), event.getBytes(StandardCharsets.UTF_8)));
        try {
            return response.get(route.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .flatMap(payload -> FunctionAnswer.of(route.form(), payload.toByteArray()))
                    .orElseGet(() -> route.form().failed(Failure.BAD_ANSWER));
        } catch (TimeoutException e) {
            return route.form().failed(Failure.TIMED_OUT);
        } catch (ExecutionException e) {
            boolean isThrottled = e.getCause() instanceof ServiceException refused && refused.status() == 429;
            return route.form().failed(isThrottled ? Failure.THROTTLED : Failure.BAD_ANSWER);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
