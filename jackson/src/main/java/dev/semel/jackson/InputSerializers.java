// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.SerializerFactoryConfig;
import com.fasterxml.jackson.databind.ser.BasicSerializerFactory;
import com.fasterxml.jackson.databind.ser.BeanSerializerFactory;
import com.fasterxml.jackson.databind.ser.SerializerFactory;
import dev.semel.json.JsonException;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The factory of a mapper's serializers, which judges each class once: if its JSON does not show all of its state, its
 * serializer refuses to take part in a fingerprint. A factory sees the classes with {@code @JsonSerialize} too, which
 * modifiers do not see. Thread-safe.
 */
final class InputSerializers extends BeanSerializerFactory {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient InputClasses classes;

    private InputSerializers(@Nullable SerializerFactoryConfig config, InputClasses classes) {
        super(config);
        this.classes = classes;
    }

    /** Replaces the factory of a mapper of our own, unless it is one of the user's own class. */
    static void addTo(ObjectMapper own) {
        SerializerFactory factory = own.getSerializerFactory();
        if (factory.getClass() == BeanSerializerFactory.class) {
            SerializerFactoryConfig config = ((BasicSerializerFactory) factory).getFactoryConfig();
            own.setSerializerFactory(new InputSerializers(config, new InputClasses(own)));
        }
    }

    /** Refuses a mapper with a factory that does not judge classes. */
    static void requireIn(ObjectMapper mapper) {
        if (!(mapper.getSerializerFactory() instanceof InputSerializers)) {
            throw JsonException.refused("No fingerprint: the mapper has a factory of serializers of its own, "
                    + mapper.getSerializerFactory().getClass().getName()
                    + "; leave it out of the mapper of this codec");
        }
    }

    /** {@return why keys are not told apart by the names that a serializer writes; null if they are} */
    static @Nullable String problemOfName(JsonSerializer<?> keys) {
        return keys instanceof RefusedName refused ? refused.problem : null;
    }

    @Override
    public SerializerFactory withConfig(SerializerFactoryConfig config) {
        return new InputSerializers(config, classes);
    }

    @Override
    @SuppressWarnings("unchecked") // of the type that was asked for
    public JsonSerializer<Object> createSerializer(SerializerProvider provider, JavaType type)
            throws JsonMappingException {
        JsonSerializer<Object> found = super.createSerializer(provider, type);
        if (found == null) {
            return found;
        }
        String problem = classes.problem(type, SerializerAround.inside(found), provider);
        return problem == null ? found : new InputSerializer(found, type.getRawClass(), problem);
    }

    @Override
    public JsonSerializer<Object> createKeySerializer(
            SerializerProvider provider, JavaType type, @Nullable JsonSerializer<Object> standard)
            throws JsonMappingException {
        JsonSerializer<Object> found = super.createKeySerializer(provider, type, standard);
        String problem = classes.problemOfName(type, found, provider);
        return problem == null ? found : new RefusedName(found, type.getRawClass(), problem);
    }

    /** Writes a name of a map's member, but not in a fingerprint. */
    private static final class RefusedName extends JsonSerializer<Object> {

        private final JsonSerializer<Object> found;
        private final Class<?> type;
        private final String problem;

        RefusedName(JsonSerializer<Object> found, Class<?> type, String problem) {
            this.found = found;
            this.type = type;
            this.problem = problem;
        }

        @Override
        public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (provider.getAttribute(ContentSerializers.CONTENT) instanceof JacksonCanonicalJson canonical
                    && !canonical.isTrusted(type)) {
                throw JsonException.refused("No fingerprint: " + problem);
            }
            found.serialize(value, out, provider);
        }
    }
}
