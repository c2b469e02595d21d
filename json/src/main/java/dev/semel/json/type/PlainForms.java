// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The forms of types that {@link PlainTypes} lets pass. Thread-safe. */
final class PlainForms implements ClassForms {

    private final PlainTypes types;

    PlainForms(PlainTypes types) {
        this.types = types;
    }

    @Override
    public String declaring(Class<?> type) {
        return "take JacksonCodec.create().comesBackEqual(" + type.getSimpleName() + ".class), which writes the same";
    }

    @Override
    public boolean isTrusted(Class<?> type) {
        return false;
    }

    @Override
    public @Nullable String problemOfSettings() {
        return null;
    }

    @Override
    public boolean isScalar(Class<?> type) {
        return PlainTypes.isScalar(type);
    }

    @Override
    public @Nullable String problemOfScalar(Class<?> type) {
        return null;
    }

    @Override
    public @Nullable String problemOfKey(Class<?> type) {
        return null;
    }

    @Override
    public @Nullable String problemOfContainer(PlainType type) {
        return null;
    }

    @Override
    public Form form(PlainType type) {
        Class<?> raw = type.raw();
        if (JacksonMarks.isOfJdk(raw) || raw.isInterface()) {
            return EqualTypes.refusedUnknown(raw);
        }
        if (raw.isRecord()) {
            return ofRecord(type);
        }
        String problem = StateFields.problem(raw);
        return problem == null ? EqualTypes.ofFinal(raw, ofBean(type)) : new Refused(problem);
    }

    private static Form ofRecord(PlainType type) {
        Map<TypeVariable<?>, PlainType> bindings = type.bindings();
        List<Part> parts = new ArrayList<>();
        for (RecordComponent each : type.raw().getRecordComponents()) {
            parts.add(part(each.getName(), each.getGenericType(), bindings));
        }
        return new Parts(parts);
    }

    private Form ofBean(PlainType type) {
        Class<?> raw = type.raw();
        Map<TypeVariable<?>, PlainType> bindings = type.bindings();
        Map<String, Type> state = new HashMap<>();
        for (Field field : StateFields.of(raw)) {
            state.put(field.getName(), field.getGenericType());
        }
        List<Part> parts = new ArrayList<>();
        for (PlainMember each : types.members(raw).all()) {
            Type read = each.readType();
            if (!each.isWritten() || read == null) {
                continue; // computed, or never in the JSON
            }
            Type field = state.get(each.name());
            if (field == null) {
                return new Refused(raw.getName() + " has a getter and a setter of '" + each.name()
                        + "', but no field of that name; name the field like them");
            }
            if (sees(raw, each) && field.equals(read) && field.equals(each.writtenType())) {
                state.remove(each.name());
                parts.add(part(each.name(), read, bindings));
            }
        }
        for (Field field : StateFields.of(raw)) {
            if (state.containsKey(field.getName())) {
                return new Refused(StateFields.lost(raw, field.getName()));
            }
        }
        return new Parts(parts);
    }

    private static boolean sees(Class<?> raw, PlainMember member) {
        for (Field own : StateFields.of(raw)) {
            if (own.getName().equals(member.name()) && CoveredFields.sees(member.accessor(), own)) {
                return true;
            }
        }
        return false;
    }

    private static Part part(String name, Type type, Map<TypeVariable<?>, PlainType> bindings) {
        return new Part("member '" + name + "'", PlainType.of(type, bindings));
    }
}
