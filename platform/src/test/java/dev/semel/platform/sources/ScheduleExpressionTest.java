// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleExpressionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "never", textBlock = """
            at(2026-03-01T12:00:00)      | UTC           | 2026-03-01T12:00:00Z
            at(2026-03-01T12:00:00)      | Europe/Berlin | 2026-03-01T11:00:00Z
            at(2026-03-01T09:00:00)      | UTC           | never
            rate(5 minutes)              | UTC           | 2026-03-01T10:25:00Z
            rate(1 day)                  | UTC           | 2026-03-02T10:00:00Z
            cron(0 3 * * ? *)            | UTC           | 2026-03-02T03:00:00Z
            cron(0/15 10 * * ? *)        | UTC           | 2026-03-01T10:30:00Z
            cron(0 8 1 1,7 ? *)          | UTC           | 2026-07-01T08:00:00Z
            cron(30 9 ? * MON-FRI *)     | UTC           | 2026-03-02T09:30:00Z
            cron(0 0 ? * 1 2027)         | UTC           | 2027-01-03T00:00:00Z
            cron(0 3 * * ? *)            | Europe/Berlin | 2026-03-02T02:00:00Z
            cron(0 0 1 1 ? 2020)         | UTC           | never
            """)
    void theNextOccurrenceIsFound(String expression, String zone, Instant next) {
        Instant after = Instant.parse("2026-03-01T10:20:30Z");
        Instant begin = Instant.parse("2026-03-01T10:00:00Z");
        assertThat(ScheduleExpression.parse(expression, zone).next(after, begin).orElse(null))
                .isEqualTo(next);
    }
}
