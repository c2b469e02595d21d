// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializer;
import com.fasterxml.jackson.databind.ser.std.NullSerializer;
import dev.semel.json.type.ClassForms.Part;
import java.lang.reflect.Member;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The members that Jackson's serializer of a class writes, which only subclasses of it see. */
@SuppressWarnings("serial") // never serialised
final class WrittenMembers extends BeanSerializer {

    private WrittenMembers(BeanSerializer seen) {
        super(seen);
    }

    /** {@return the members; null if the serializer is another one than that of objects} */
    static @Nullable WrittenMembers of(JsonSerializer<?> serializer) {
        return serializer.getClass() == BeanSerializer.class ? new WrittenMembers((BeanSerializer) serializer) : null;
    }

    /** {@return whether nothing but its members decides what is written} */
    boolean isPlain() {
        return _propertyFilterId == null
                && _objectIdWriter == null
                && _typeId == null
                && Stream.of(_props)
                        .allMatch(
                                each -> each.getClass() == BeanPropertyWriter.class && new SeenMember(each).isPlain());
    }

    List<BeanPropertyWriter> members() {
        return List.of(_props);
    }

    /** {@return the fields and getters that are written} */
    List<Member> accessors() {
        return Stream.of(_props).map(each -> each.getMember().getMember()).toList();
    }

    List<Part> parts() {
        return Stream.of(_props)
                .map(each -> new Part("member '" + each.getName() + "'", MapperForms.plain(each.getType())))
                .toList();
    }

    /** {@return the names of the members; null if a value may lack one of them} */
    @Nullable
    Set<String> names() {
        Set<String> names = new HashSet<>();
        for (BeanPropertyWriter each : _props) {
            if (new SeenMember(each).leavesOutNull()) {
                return null;
            }
            names.add(each.getName());
        }
        return names;
    }

    private static final class SeenMember extends BeanPropertyWriter {

        SeenMember(BeanPropertyWriter seen) {
            super(seen);
        }

        boolean isPlain() {
            boolean nulls = _nullSerializer == null
                    || _nullSerializer.getClass() == NullSerializer.class
                    || _nullSerializer.getClass() == AbsentOptional.class;
            return nulls && _suppressableValue == null; // a null that is left out shows: all others are written
        }

        boolean leavesOutNull() {
            return _suppressNulls;
        }
    }
}
