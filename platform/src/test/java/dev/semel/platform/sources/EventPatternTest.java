// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semel.platform.http.JsonTree;
import dev.semel.platform.http.ServiceException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Event patterns match as the guide says, or are refused. */
class EventPatternTest {

    private static final String EVENT =
            "{\"source\":\"shop\",\"detail\":{\"kind\":\"order\",\"n\":1,\"tags\":[\"a\",\"b\"]}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"source":["shop"]}                              | true
            {"source":["other","shop"]}                      | true
            {"source":["other"]}                             | false
            {"source":["shop"],"detail":{"n":[1]}}           | true
            {"source":["shop"],"detail":{"n":[2]}}           | false
            {"detail":{"tags":["b"]}}                        | true
            {"detail":{"kind":[{"prefix":"ord"}]}}           | true
            {"detail":{"kind":[{"suffix":"ord"}]}}           | false
            {"detail":{"kind":[{"exists":true}]}}            | true
            {"detail":{"none":[{"exists":false}]}}           | true
            {"detail":{"kind":[{"anything-but":["order"]}]}} | false
            {"detail":{"kind":[{"anything-but":"return"}]}}  | true
            """)
    void patternsMatch(String pattern, boolean isMatch) {
        assertThat(EventPattern.parse(pattern).matches(JsonTree.parse(EVENT.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(isMatch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "{\"source\":\"shop\"}", "{\"source\":[]}", "{\"n\":[{\"numeric\":[\">\",1]}]}"})
    void othersAreRefused(String pattern) {
        assertThatThrownBy(() -> EventPattern.parse(pattern)).isInstanceOf(ServiceException.class);
    }
}
