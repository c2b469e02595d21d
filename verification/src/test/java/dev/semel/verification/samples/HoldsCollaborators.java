// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.samples;

import java.time.InstantSource;

/** Bad on purpose: records that are services. */
final class HoldsCollaborators {
    private HoldsCollaborators() {}

    record Itself(InstantSource clock) {
        long act() {
            return clock.millis();
        }
    }

    record Within(Service service) {
        long act() {
            return service.millis();
        }
    }

    static final class Service {
        private final InstantSource clock;

        Service(InstantSource clock) {
            this.clock = clock;
        }

        long millis() {
            return clock.millis();
        }
    }
}
