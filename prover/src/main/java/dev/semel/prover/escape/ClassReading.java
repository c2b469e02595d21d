// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.escape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads a class file into {@link Code}. */
final class ClassReading extends ClassVisitor {

    private String name = "";
    private final List<String> parents = new ArrayList<>();
    private final Map<String, Code.Field> fields = new HashMap<>();
    private final Map<String, Code.Method> methods = new HashMap<>();
    private final Set<String> constants = new HashSet<>();

    private ClassReading() {
        super(Opcodes.ASM9);
    }

    static Code read(byte[] file) {
        ClassReading reading = new ClassReading();
        new ClassReader(file).accept(reading, ClassReader.SKIP_FRAMES);
        return new Code(reading.name, reading.parents, reading.fields, reading.methods, reading.constants);
    }

    @Override
    public void visit(
            int version,
            int access,
            String type,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        name = type;
        if (superName != null) {
            parents.add(superName);
        }
        if (interfaces != null) {
            parents.addAll(List.of(interfaces));
        }
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String field, String descriptor, @Nullable String signature, @Nullable Object value) {
        fields.put(
                field,
                new Code.Field(
                        descriptor,
                        (access & Opcodes.ACC_STATIC) != 0,
                        (access & Opcodes.ACC_FINAL) != 0,
                        (access & Opcodes.ACC_SYNTHETIC) != 0));
        return null;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return new MethodReading(access, method, descriptor, name, constants, read -> methods.put(read.id(), read));
    }
}
