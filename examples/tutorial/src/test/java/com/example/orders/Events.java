// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Events as SQS sends them to a function. */
final class Events {

    private Events() {}

    /** Returns the event with one message, about order-42. */
    static String order42() throws IOException {
        try (InputStream file = Events.class.getResourceAsStream("/order-42.json")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
