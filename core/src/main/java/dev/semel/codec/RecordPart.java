// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.codec;

import dev.semel.model.PrintableText;
import java.util.Objects;

/** The part of a record that stored bytes belong to. */
public sealed interface RecordPart {

    /** The result of a success. */
    record Result() implements RecordPart {}

    /**
     * A final failure.
     *
     * @param type the declared name of the kind of failure
     */
    record Failure(String type) implements RecordPart {

        /** Validates that there is a type. */
        public Failure {
            requireFilled(type, "type");
        }

        @Override
        public String toString() {
            return "Failure[type=" + PrintableText.name(type) + "]";
        }
    }

    /**
     * The value of a recovery point: the result of a step.
     *
     * @param step the name of the step
     */
    record StepResult(String step) implements RecordPart {

        /** Validates that there is a name. */
        public StepResult {
            requireFilled(step, "step");
        }

        @Override
        public String toString() {
            return "StepResult[step=" + PrintableText.name(step) + "]";
        }
    }

    private static void requireFilled(String text, String argument) {
        if (Objects.requireNonNull(text, argument).isEmpty()) {
            throw new IllegalArgumentException(argument + " is empty");
        }
    }
}
