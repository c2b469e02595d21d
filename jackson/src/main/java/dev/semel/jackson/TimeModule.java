// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.semel.json.type.TimeTexts;
import java.io.IOException;
import java.io.Serial;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A module that writes the values of {@code java.time} as their own text ({@code toString}, ISO 8601, exact) and reads
 * them back, as values and as names of map members. It spares users of the standard mapper Jackson's own module.
 *
 * <p>Serializers are created only for types that are used, because a mapper is created at every cold start.
 */
final class TimeModule extends Module {

    @Override
    public String getModuleName() {
        return "semel-time";
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        context.addSerializers(new Writing());
        context.addDeserializers(new Reading());
        context.addKeyDeserializers((type, config, bean) -> {
            Function<String, ?> parse = TimeTexts.parser(type.getRawClass());
            return parse == null ? null : new KeyFromText(parse);
        });
    }

    private static final class Writing extends Serializers.Base {

        @Override
        public @Nullable JsonSerializer<?> findSerializer(
                SerializationConfig config, JavaType type, BeanDescription bean) {
            return TimeTexts.isWritten(type.getRawClass()) ? ToStringSerializer.instance : null;
        }
    }

    private static final class Reading extends Deserializers.Base {

        @Override
        public @Nullable JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription bean) {
            Function<String, ?> parse = TimeTexts.parser(type.getRawClass());
            return parse == null ? null : new FromText(type.getRawClass(), parse);
        }

        @Override
        public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
            return TimeTexts.parser(type) != null;
        }
    }

    private static final class FromText extends StdScalarDeserializer<Object> {

        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Function<String, ?> parse;

        FromText(Class<?> type, Function<String, ?> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return context.handleUnexpectedToken(handledType(), parser);
            }
            return parse.apply(parser.getText());
        }
    }

    private static final class KeyFromText extends KeyDeserializer {

        private final Function<String, ?> parse;

        KeyFromText(Function<String, ?> parse) {
            this.parse = parse;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return parse.apply(key);
        }
    }
}
