// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.escape;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads the code of one method. */
final class MethodReading extends MethodVisitor {

    private static final Set<String> UNCHANGEABLE =
            Set.of("of", "copyOf", "ofEntries", "toList", "emptyList", "emptyMap", "emptySet", "singletonList");

    private static final int STATIC_AND_SYNCHRONIZED = Opcodes.ACC_STATIC | Opcodes.ACC_SYNCHRONIZED;

    private final int access;
    private final String name;
    private final String descriptor;
    private final String owner;
    private final Set<String> constants;
    private final Consumer<Code.Method> read;
    private final List<Code.Call> calls = new ArrayList<>();
    private final List<Code.Use> made = new ArrayList<>();
    private final List<Code.Access> statics = new ArrayList<>();
    private boolean storesIntoArrays;
    private boolean isUnchangeable;
    private boolean isOfTheProcess;
    private boolean locksTheProcess;
    private int line;

    MethodReading(
            int access,
            String name,
            String descriptor,
            String owner,
            Set<String> constants,
            Consumer<Code.Method> read) {
        super(Opcodes.ASM9);
        this.access = access;
        this.name = name;
        this.descriptor = descriptor;
        this.owner = owner;
        this.constants = constants;
        this.read = read;
        this.locksTheProcess = (access & STATIC_AND_SYNCHRONIZED) == STATIC_AND_SYNCHRONIZED;
    }

    @Override
    public void visitLineNumber(int number, Label start) {
        line = number;
    }

    @Override
    public void visitMethodInsn(int opcode, String type, String method, String shape, boolean isInterface) {
        calls.add(new Code.Call(type, method, shape, line));
        isUnchangeable = UNCHANGEABLE.contains(method) || method.startsWith("unmodifiable");
        isOfTheProcess = false;
    }

    @Override
    public void visitInvokeDynamicInsn(String method, String shape, Handle bootstrap, @Nullable Object... arguments) {
        isUnchangeable = false;
        for (Object argument : arguments) {
            if (argument instanceof Handle handle) {
                calls.add(new Code.Call(handle.getOwner(), handle.getName(), handle.getDesc(), line));
                if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
                    made.add(new Code.Use(handle.getOwner(), line));
                }
            }
        }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        if (opcode == Opcodes.NEW) {
            made.add(new Code.Use(type, line));
        }
        isUnchangeable &= opcode == Opcodes.CHECKCAST;
    }

    @Override
    public void visitFieldInsn(int opcode, String type, String field, String shape) {
        if (opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC) {
            statics.add(new Code.Access(type, field, shape, opcode == Opcodes.PUTSTATIC, line));
        }
        if (opcode == Opcodes.PUTSTATIC && type.equals(owner) && isUnchangeable) {
            constants.add(field);
        }
        isOfTheProcess = opcode == Opcodes.GETSTATIC;
        isUnchangeable = false;
    }

    @Override
    public void visitLdcInsn(Object constant) {
        isOfTheProcess = constant instanceof Type;
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.MONITORENTER) {
            locksTheProcess |= isOfTheProcess; // what was loaded last, except its copy in a variable
        }
        storesIntoArrays |= opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE;
        isUnchangeable = false;
    }

    @Override
    public void visitEnd() {
        read.accept(new Code.Method(
                name,
                descriptor,
                (access & Opcodes.ACC_STATIC) != 0,
                (access & Opcodes.ACC_PRIVATE) != 0,
                List.copyOf(calls),
                List.copyOf(made),
                List.copyOf(statics),
                storesIntoArrays,
                locksTheProcess));
    }
}
