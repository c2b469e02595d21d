// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge that one codec has of how it writes and reads a class. {@link EqualTypes} asks it about the classes
 * whose form is not the same in every codec. Thread-safe.
 */
public interface ClassForms {

    /** {@return how to declare that values of a class come back equal, for messages} */
    String declaring(Class<?> type);

    /** {@return whether a user declared that values of a class come back equal} */
    boolean isTrusted(Class<?> type);

    /** {@return why nothing is known to come back equal, whatever its type; null if types decide} */
    @Nullable
    String problemOfSettings();

    /** {@return whether values of a class are one JSON value each, which is exact in principle} */
    boolean isScalar(Class<?> type);

    /** {@return why values of a scalar or an enum do not come back equal; null if they do} */
    @Nullable
    String problemOfScalar(Class<?> type);

    /** {@return why names of a map's members do not come back equal; null if they do} */
    @Nullable
    String problemOfKey(Class<?> type);

    /** {@return why a collection, map or array of {@link ExactContainers} has another form; null if it has not} */
    @Nullable
    String problemOfContainer(PlainType type);

    /** {@return the form of any other class} */
    Form form(PlainType type);

    /** The form of a class: its parts, which have to come back equal too, or the reason against it. */
    sealed interface Form {}

    /**
     * A class of which nothing but the parts decides.
     *
     * @param parts all that is written and read of its state
     */
    record Parts(List<Part> parts) implements Form {

        public Parts {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A part of a value.
     *
     * @param place such as {@code member 'id'}, for messages
     * @param type the type
     */
    record Part(String place, PlainType type) {}

    /**
     * A class whose values may not come back equal.
     *
     * @param reason why, and what to do
     */
    record Refused(String reason) implements Form {}
}
