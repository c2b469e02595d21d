// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The mappers of this package, and the messages of their failures. */
final class Mappers {

    private Mappers() {}

    /** {@return the mapper described at {@link JacksonCodec#create()}} */
    static ObjectMapper standard() {
        return strict(JsonMapper.builder()
                .addModule(new TimeModule())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build());
    }

    /** {@return a copy of a user's mapper, so that later changes of it have no effect} */
    static ObjectMapper copyOf(ObjectMapper mapper) {
        String format = Objects.requireNonNull(mapper, "mapper").getFactory().getFormatName();
        if (!JsonFactory.FORMAT_NAME_JSON.equals(format)) {
            throw new IllegalArgumentException("mapper must write JSON, writes " + format);
        }
        return strict(mapper.copy());
    }

    private static ObjectMapper strict(ObjectMapper own) {
        InputSerializers.addTo(own);
        ContentSerializers.addTo(own);
        own.registerModule(new Decimals());
        own.getFactory().configure(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION.mappedFeature(), false);
        return own.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).disable(SerializationFeature.INDENT_OUTPUT);
    }

    /**
     * {@return the exception for a value that a mapper could not write; its place is given by names of the program
     * only}
     */
    static JsonException notWritable(@Nullable Object value, Exception cause) {
        Throwable e = cause;
        for (int i = 0; i < JsonException.MOST_CAUSES && e != null; i++) {
            if (e instanceof JsonException own) {
                return own;
            }
            e = e.getCause();
        }
        String type = value == null ? "null" : value.getClass().getName();
        return JsonException.refused("Could not write " + type + " as JSON" + path(cause), cause);
    }

    private static String path(Exception cause) {
        if (!(cause instanceof JsonMappingException mapping)) {
            return "";
        }
        List<String> steps = new ArrayList<>();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            boolean namedByData = step.getFrom() instanceof Map || step.getFrom() instanceof JsonNode;
            if (step.getFieldName() == null) {
                steps.add(Integer.toString(step.getIndex()));
            } else {
                steps.add(namedByData ? "*" : step.getFieldName());
            }
        }
        return JsonException.place(steps);
    }
}
