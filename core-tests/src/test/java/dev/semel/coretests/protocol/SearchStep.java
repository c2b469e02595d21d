// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.coretests.protocol;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One step of a history.
 *
 * @param label what happened, for people; made only when a history is printed
 * @param next the world afterwards
 * @param violation the rule it broke, or null
 */
record SearchStep(
        Supplier<String> label,
        ProtocolWorld next,
        @Nullable ProtocolViolation violation) {}
