// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names of fields and methods ignore the case of A to Z only. A proxy in front that removes a field by its name lets
 * the same name with a Kelvin sign or a long s pass.
 */
final class HttpNamesTest {

    private static final String KELVIN = "\u212A";

    private static final String LONG_S = "\u017F";

    private final HttpBench bench = new HttpBench();

    @ParameterizedTest
    @ValueSource(strings = {"", "abc-XYZ", "\u212A\u017F\u0130\u0131\u00DF\u00E9@[`{", "09_-"})
    void onlyLettersOfAsciiHaveAnotherCase(String text) {
        assertThat(HttpNames.lower(text)).isEqualTo(text.replace("XYZ", "xyz"));
        assertThat(HttpNames.upper(text)).isEqualTo(text.replace("abc", "ABC"));
        assertThat(HttpNames.upper(HttpNames.lower("azAZ"))).isEqualTo("AZAZ");
    }

    @ParameterizedTest
    @EnumSource(HttpFormat.class)
    void aNameWithAKelvinSignIsAnotherName(HttpFormat format) {
        HttpEventEdit event = HttpEventEdit.of(format).method("PUT").header("Idempotency-" + KELVIN + "ey", "k-1");
        for (int delivery = 0; delivery < 2; delivery++) {
            assertThat(bench.send(bench.counting(), withoutKey(event)).status()).isEqualTo(201);
        }
        assertThat(bench.executed).as("no key, so no guard").hasSize(2);
        assertThat(bench.executed.get(0).headers().all("Idempotency-Key")).isEmpty();
    }

    private static HttpEventEdit withoutKey(HttpEventEdit event) {
        for (String fields : List.of("headers", "multiValueHeaders")) {
            if (event.root().path(fields) instanceof ObjectNode object) {
                object.remove(HttpEventEdit.KEY);
            }
        }
        return event;
    }

    @ParameterizedTest
    @EnumSource(HttpFormat.class)
    void noOtherNameNamesTheCaller_orTheContent(HttpFormat format) {
        HttpHandler handler = bench.builder()
                .caller(Caller.by(
                        "task",
                        request -> request.headers().first("X-Task-Token").orElse(null)))
                .build((request, execution) -> bench.counted(request));

        HttpEventEdit forged =
                HttpEventEdit.of(format).key("k").header("X-Tas" + KELVIN + "-To" + KELVIN + "en", "admin");
        assertThat(bench.send(handler, forged).status()).isEqualTo(403);
        assertThat(bench.executed).isEmpty();

        HttpEventEdit wrong = HttpEventEdit.of(format).key("k").header("x-ta" + LONG_S + "k-token", "admin");
        assertThat(bench.send(handler, wrong.header("x-task-TOKEN", "clerk")).status())
                .isEqualTo(201);
    }

    @Test
    void partsOfHeadersAreApart() {
        HttpHeaders headers = HttpHeaders.none().with("Cookie", "a=1").with("Coo" + KELVIN + "ie", "b=2");

        assertThat(headers.all("cookie")).containsExactly("a=1");
        assertThat(headers.without("COOKIE").fields()).hasSize(1);
        assertThat(headers.without("coo" + KELVIN + "ie").all("COOKIE")).containsExactly("a=1");
        assertThat(headers.grouped()).hasSize(2);
    }

    @Test
    void aMethodIsAnotherOneToo() {
        assertThat(HttpPolicies.method("po" + LONG_S + "t")).isEqualTo("PO" + LONG_S + "T");
        assertThat(HttpPolicies.method("pOst")).isEqualTo("POST");
    }
}
