// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.json.type;

import dev.semel.json.type.ClassForms.Form;
import dev.semel.json.type.ClassForms.Part;
import dev.semel.json.type.ClassForms.Parts;
import dev.semel.json.type.ClassForms.Refused;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The forms in which the plain codec writes classes into fingerprints. Thread-safe; keeps what it found. */
final class PlainInputs implements ComparedTypes.Forms {

    private final PlainTypes types;

    /** The problems of classes as values: empty for none. */
    private final Map<Class<?>, String> known = new ConcurrentHashMap<>();

    PlainInputs(PlainTypes types) {
        this.types = types;
    }

    @Override
    public String declaring(Class<?> type) {
        return "take JacksonCodec.create().comparedAsWritten(" + type.getSimpleName()
                + ".class), which writes the same";
    }

    @Override
    public boolean isTrusted(Class<?> type) {
        return false;
    }

    @Override
    public Form form(PlainType type) {
        Class<?> raw = type.raw();
        if (PlainTypes.isScalar(raw) || raw.isEnum()) {
            return new Parts(List.of());
        }
        if (raw.isArray() || PlainTypes.isContainer(raw)) {
            return ofContainer(type);
        }
        if (JacksonMarks.isOfJdk(raw)) {
            return new Refused(PlainTypes.refusal(raw, "no form that is known to show all of its state"));
        }
        if (Modifier.isAbstract(raw.getModifiers())) {
            return ofAbstract(raw);
        }
        String problem = problemOfValue(raw);
        return problem == null ? new Parts(parts(type)) : new Refused(problem);
    }

    private static Form ofContainer(PlainType type) {
        String problem = ComparedTypes.problemOfContainer(type);
        if (problem != null) {
            return new Refused(problem);
        }
        List<Part> parts = new ArrayList<>();
        for (PlainType each : type.arguments()) {
            boolean name = PlainTypes.isContainer(type.raw()) && PlainContainers.isName(each.raw());
            if (!name) {
                parts.add(new Part("an element", each));
            }
        }
        return new Parts(parts);
    }

    private Form ofAbstract(Class<?> raw) {
        Set<Class<?>> leaves = new LinkedHashSet<>();
        if (SealedTypes.collect(raw, leaves) != null) {
            return ComparedTypes.open(raw);
        }
        List<Set<String>> names = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (Class<?> leaf : leaves) {
            Set<String> members = new HashSet<>();
            if (!leaf.isEnum() && !Contents.isDefinedBy(leaf)) {
                types.members(leaf).written().forEach(each -> members.add(each.name()));
            }
            names.add(members);
            parts.add(new Part("subtype " + leaf.getSimpleName(), PlainType.of(leaf)));
        }
        String problem = ComparedTypes.problemOfNames(raw, names);
        return problem == null ? new Parts(parts) : new Refused(problem);
    }

    private List<Part> parts(PlainType type) {
        Map<TypeVariable<?>, PlainType> bindings = type.bindings();
        List<Part> parts = new ArrayList<>();
        for (PlainMember each : types.members(type.raw()).written()) {
            Type written = each.writtenType();
            parts.add(new Part("member '" + each.name() + "'", PlainType.of(written, bindings)));
        }
        return parts;
    }

    /** {@return why the JSON of a value of a class does not show its state; null if it does} */
    @Nullable
    String problemOfValue(Class<?> type) {
        String problem = known.get(type);
        if (problem == null) {
            String found = find(type);
            problem = found == null ? "" : found;
            known.put(type, problem);
        }
        return problem.isEmpty() ? null : problem;
    }

    private @Nullable String find(Class<?> type) {
        if (PlainTypes.isContainer(type)) {
            return ComparedTypes.problemOfState(type);
        }
        String problem = PlainTypes.problemOfClass(type);
        problem = problem == null ? types.members(type).unwritable() : problem;
        if (problem != null) {
            return PlainTypes.refusal(type, problem);
        }
        problem = CoveredFields.problemOfFields(type);
        if (problem != null) {
            return problem;
        }
        Field lost = CoveredFields.uncovered(type, types.members(type).accessors(), Set.of());
        return lost == null ? null : CoveredFields.lost(type, lost.getName());
    }
}
