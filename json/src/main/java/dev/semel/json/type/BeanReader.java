// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A reader of a bean, through its constructor without parameters and its setters or fields. Thread-safe. */
final class BeanReader implements PlainReader {

    private final PlainReaders readers;
    private final Constructor<?> constructor;
    private final PlainMembers members;
    private final Map<String, PlainType> types = new HashMap<>();

    BeanReader(PlainReaders readers, PlainType type, PlainMembers members) {
        this.readers = readers;
        this.members = members;
        Constructor<?> empty = PlainMembers.emptyConstructor(type.raw());
        if (empty == null) {
            throw new IllegalStateException("checked when the operation was built: " + type);
        }
        constructor = empty;
        Map<TypeVariable<?>, PlainType> bindings = type.bindings();
        for (PlainMember each : members.all()) {
            Type read = each.readType();
            if (read != null && each.openForReading()) {
                types.put(each.name(), PlainType.of(read, bindings));
            }
        }
    }

    @Override
    public Object read(JsonParser parser) throws IOException {
        PlainReaders.expect(parser, JsonToken.START_OBJECT);
        Object bean = make();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            PlainType type = types.get(name);
            parser.nextToken();
            if (type == null) {
                parser.skipChildren();
            } else {
                set(bean, name, readers.part(parser, type));
            }
        }
        return bean;
    }

    private Object make() {
        try {
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw PlainWriter.unchecked(PlainMember.causeOf(e));
        }
    }

    private void set(Object bean, String name, @Nullable Object value) {
        try {
            members.named(name).set(bean, value);
        } catch (ReflectiveOperationException e) {
            throw PlainWriter.unchecked(PlainMember.causeOf(e));
        }
    }
}
