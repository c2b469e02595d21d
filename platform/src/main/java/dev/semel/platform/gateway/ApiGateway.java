// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.gateway;

import dev.semel.platform.http.Api;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.RestOperations;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * API Gateway's operations: HTTP APIs below the path {@code /v2}, REST APIs elsewhere. All is in memory. Thread-safe.
 */
public final class ApiGateway implements Api {

    private final HttpApis httpApis;
    private final RestApis restApis;
    private final RestOperations httpOperations;
    private final RestOperations restOperations;

    /**
     * Makes a platform without APIs.
     *
     * @param endpoint the platform's address
     * @param clock the clock of creation dates
     */
    public ApiGateway(URI endpoint, InstantSource clock) {
        httpApis = new HttpApis(endpoint, clock);
        restApis = new RestApis(clock);
        httpOperations = httpApis.operations();
        restOperations = restApis.operations();
    }

    /** {@return the names of the operations on HTTP APIs, sorted} */
    public List<String> httpNames() {
        return httpOperations.names();
    }

    /** {@return the names of the operations on REST APIs, sorted} */
    public List<String> restNames() {
        return restOperations.names();
    }

    /** Finds an API that is called. */
    Optional<? extends GatewayApi> find(String id) {
        Optional<? extends GatewayApi> found = httpApis.find(id);
        return found.isPresent() ? found : restApis.find(id);
    }

    @Override
    public ApiAnswer answer(ApiRequest request) throws IOException, InterruptedException {
        return request.path().startsWith("/v2/")
                ? httpOperations.answer(request)
                : restOperations.answer(request.below("/-")); // the table leaves out a first segment
    }
}
