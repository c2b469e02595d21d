// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.time.Duration;

/** Times for which a source may deliver again. */
final class Horizons {

    private Horizons() {}

    /**
     * {@return the retention, or the age limit of the mapping if that is shorter}
     *
     * @param oldest the limit in seconds; -1 is without
     */
    static Setting<Duration> atMost(Setting<Duration> retention, Setting<Long> oldest) {
        return switch (oldest) {
            case Setting.Known<Long> limit
            when limit.value() > 0 ->
                retention.map(kept -> kept.toSeconds() < limit.value() ? kept : Duration.ofSeconds(limit.value()));
            case Setting.Known<Long> none -> retention;
            case Setting.Unclear<Long> unclear -> Setting.unclear(unclear.why());
        };
    }
}
