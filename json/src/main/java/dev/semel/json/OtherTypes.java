// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.Serializable;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The types whose values Jackson reads back as others, with what to do. */
final class OtherTypes {

    private static final String OR_AS_STORED = ", or build the operation with answersAsStored()";

    private OtherTypes() {}

    /** {@return why a value declared as {@code type} does not come back equal; null if nothing is known against it} */
    static @Nullable String problem(Class<?> type, JsonDeserializer<?> reader, DeserializationConfig config) {
        if (Throwable.class.isAssignableFrom(type)) {
            return "a " + type.getName() + " is not equal to the one that it is read back as; declare failures with"
                    + " onFailure(finalFor(...)), or store a record of what matters of it";
        }
        if (type == Collection.class || type == Iterable.class) {
            return "a value declared as " + type.getName() + " comes back as a list, also if it was a set; declare List"
                    + " or Set" + OR_AS_STORED;
        }
        if ((type == OffsetDateTime.class || type == ZonedDateTime.class)
                && reader.getClass().getName().contains(".jsr310.")
                && config.isEnabled(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)) {
            return "the mapper reads a " + type.getName() + " back in UTC, whatever zone it had; disable"
                    + " DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE, or declare an Instant" + OR_AS_STORED;
        }
        return undeclared(type);
    }

    /** {@return why a value declared as {@code type} comes back as another one; null if it does not} */
    static @Nullable String undeclared(Class<?> type) {
        boolean open = type == Object.class
                || type == Number.class
                || type == CharSequence.class
                || type == Serializable.class
                || type == Comparable.class
                || TreeNode.class.isAssignableFrom(type);
        return open
                ? "a value declared as " + type.getName() + " comes back as another type, such as 5L as an Integer;"
                        + " declare the type that it has" + OR_AS_STORED
                : null;
    }

    /** {@return what is wrong with a member that does not come back} */
    static String withoutMember(Class<?> type, String member) {
        return type.getName() + " comes back without its member '" + member + "', which the mapper leaves out when it"
                + " writes or when it reads, as with @JsonIgnore; move the member out of the result" + OR_AS_STORED;
    }
}
