// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.codec;

import dev.semel.model.PrintableText;
import dev.semel.model.Text;
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
            Text.requireFilled(Objects.requireNonNull(type, "type"), "type");
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
            Text.requireFilled(Objects.requireNonNull(step, "step"), "step");
        }

        @Override
        public String toString() {
            return "StepResult[step=" + PrintableText.name(step) + "]";
        }
    }
}
