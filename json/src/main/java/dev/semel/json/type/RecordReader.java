// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reader of a record, through its canonical constructor. Immutable and thread-safe. */
final class RecordReader implements PlainReader {

    private final PlainReaders readers;
    private final Constructor<?> constructor;
    private final PlainType[] types;
    private final Map<String, Integer> indexes = new HashMap<>();

    RecordReader(PlainReaders readers, PlainType type) {
        this.readers = readers;
        RecordComponent[] components = type.raw().getRecordComponents();
        Map<TypeVariable<?>, PlainType> bindings = type.bindings();
        Class<?>[] parameters = new Class<?>[components.length];
        types = new PlainType[components.length];
        for (int i = 0; i < components.length; i++) {
            parameters[i] = components[i].getType();
            types[i] = PlainType.of(components[i].getGenericType(), bindings);
            indexes.put(components[i].getName(), i);
        }
        try {
            constructor = type.raw().getDeclaredConstructor(parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record has its canonical constructor", e);
        }
        PlainMember.open(constructor);
    }

    @Override
    public Object read(JsonParser parser) throws IOException {
        PlainReaders.expect(parser, JsonToken.START_OBJECT);
        @Nullable Object[] values = new @Nullable Object[types.length];
        boolean[] seen = new boolean[types.length];
        int missing = types.length;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Integer index = indexes.get(parser.currentName());
            parser.nextToken();
            if (index == null) {
                parser.skipChildren();
                continue;
            }
            if (missing == 0) {
                throw PlainReader.unfit(parser); // a member repeats after the last one: Jackson has made the record
            }
            values[index] = readers.part(parser, types[index]);
            missing -= seen[index] ? 0 : 1;
            seen[index] = true;
        }
        for (int i = 0; i < types.length; i++) {
            if (!seen[i] && types[i].raw().isPrimitive()) {
                throw PlainReader.unfit(parser);
            }
        }
        return make(values);
    }

    private Object make(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw PlainWriter.unchecked(PlainMember.causeOf(e));
        }
    }
}
