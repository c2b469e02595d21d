// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Partial batch responses are read by Lambda's rules. */
class ReportedItemsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                    | 0
            null                                                                  | 0
            {"batchItemFailures":null}                                            | 0
            {"batchItemFailures":[]}                                              | 0
            {"batchItemFailures":[{"itemIdentifier":"a"}]}                        | 1
            {"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"b"}]} | 2
            {"batchItemFailures":[{"itemIdentifier":"unknown"}]}                  | 2
            {"batchItemFailures":[{"itemIdentifier":""}]}                         | 2
            {"batchItemFailures":[{"itemIdentifier":null}]}                       | 2
            {"batchItemFailures":[{}]}                                            | 2
            {"batchItemFailures":"a"}                                             | 2
            no json                                                               | 2
            """)
    void failedRecordsOfAResponse(String response, int failed) {
        assertThat(ReportedItems.failed(response.getBytes(StandardCharsets.UTF_8), Set.of("a", "b")))
                .hasSize(failed);
    }
}
