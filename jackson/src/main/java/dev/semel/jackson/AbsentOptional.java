// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.semel.json.JsonException;
import java.io.IOException;

/**
 * The serializer of a null where an {@code Optional} is declared. It refuses the null in a result, where it would come
 * back as an empty Optional, and in a fingerprint, where it would be equal to one. Immutable and thread-safe.
 */
final class AbsentOptional extends JsonSerializer<Object> {

    @Override
    public void serialize(Object none, JsonGenerator out, SerializerProvider provider) throws IOException {
        if (SubclassSerializer.isExact(provider)) {
            throw JsonException.refused("A member that is declared as Optional is null, which is written like an empty"
                    + " one; use Optional.empty()");
        }
        out.writeNull();
    }
}
