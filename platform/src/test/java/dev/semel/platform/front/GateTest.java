// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.ServiceException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the user gets in. */
class GateTest {

    private static final String KEY = "AKIA0123456789ABCDEF";

    private final Gate gate = new Gate(KEY, 4000);

    private static ApiRequest request(String query, Map<String, String> headers) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new ApiRequest("GET", "/", query, lists, InputStream.nullInputStream());
    }

    private static ApiRequest signed(String key) {
        return request(
                "",
                Map.of(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + key
                                + "/20261129/us-east-1/s3/aws4_request, SignedHeaders=host"));
    }

    @Test
    void theScopeNamesTheService() {
        assertThat(gate.checkKey(signed(KEY))).isEqualTo("s3");
        assertThat(gate.checkKey(request(
                        "X-Amz-Credential=" + KEY + "%2F20261129%2Fus-east-1%2Flambda%2Faws4_request", Map.of())))
                .isEqualTo("lambda");
    }

    @Test
    void anotherKeyOrNoneIsRefused() {
        assertThatThrownBy(() -> gate.checkKey(signed("AKIA0000000000000000")))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("access key");
        assertThatThrownBy(() -> gate.checkKey(request("", Map.of()))).isInstanceOf(ServiceException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example:4000", "127.0.0.1:4001", "127.0.0.1", ""})
    void aForeignHostIsRefused(String host) {
        assertThatThrownBy(() -> gate.checkOrigin(request("", Map.of("Host", host))))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("Host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin", "Sec-Fetch-Site"})
    void aBrowserIsRefused(String header) {
        gate.checkOrigin(request("", Map.of("Host", "localhost:4000")));
        assertThatThrownBy(() -> gate.checkOrigin(request("", Map.of("Host", "localhost:4000", header, "null"))))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("browsers");
    }
}
