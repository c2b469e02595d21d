// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.escape;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a class file that the scan needs; names are internal ones, with slashes.
 *
 * @param name the class
 * @param parents the superclass and the interfaces
 * @param fields the fields by name
 * @param methods the methods by name and descriptor
 * @param constants the static fields that the initialiser fills with something that cannot change
 */
record Code(
        String name,
        List<String> parents,
        Map<String, Field> fields,
        Map<String, Method> methods,
        Set<String> constants) {

    /**
     * A field.
     *
     * @param isFinal whether it is assigned once
     */
    record Field(String descriptor, boolean isStatic, boolean isFinal, boolean isSynthetic) {}

    /**
     * A method.
     *
     * @param calls the methods that it calls or makes references to
     * @param made the classes that it instantiates
     * @param statics the static fields that it reads or writes
     * @param storesIntoArrays whether it changes an array
     * @param locksTheProcess whether it enters the monitor of a class, or of what a static field holds
     */
    record Method(
            String name,
            String descriptor,
            boolean isStatic,
            boolean isPrivate,
            List<Call> calls,
            List<Use> made,
            List<Access> statics,
            boolean storesIntoArrays,
            boolean locksTheProcess) {

        String id() {
            return name + descriptor;
        }
    }

    /** A call of a method. */
    record Call(String owner, String method, String descriptor, int line) {

        String id() {
            return method + descriptor;
        }

        /** {@return the method in messages, such as {@code Instant.now}} */
        String shown() {
            String type = Code.simple(owner);
            return method.equals("<init>") ? "new " + type : type + "." + method;
        }
    }

    /** An instantiation of a class. */
    record Use(String owner, int line) {}

    /** An access to a static field. */
    record Access(String owner, String field, String descriptor, boolean writes, int line) {}

    static String simple(String internal) {
        return internal.substring(internal.lastIndexOf('/') + 1);
    }

    /** {@return whether it is a record or an enum} */
    boolean isValue() {
        return parents.contains("java/lang/Record") || parents.contains("java/lang/Enum");
    }

    boolean isEnum() {
        return parents.contains("java/lang/Enum");
    }

    @Nullable
    Method method(String id) {
        return methods.get(id);
    }
}
