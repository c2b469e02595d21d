// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.escape;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds where a handler's own code uses what the prover does not control: follows calls, lambdas and instantiations
 * from the methods that were seen to run. Calls into libraries are judged by their name and not followed.
 * Not thread-safe.
 */
public final class EscapeScan {

    private static final String CONSTRUCTOR = "<init>";

    private static final Set<String> HASHES =
            Set.of("java/util/Objects.hash", "java/util/Objects.hashCode", "java/util/Arrays.hashCode");

    private final OwnCode code;
    private final Deque<Place> open = new ArrayDeque<>();
    private final Set<String> reached = new HashSet<>();
    private final Set<String> initialised = new HashSet<>();
    private final Set<String> instantiated = new HashSet<>();
    private final Set<EscapeFinding> findings = new TreeSet<>();

    private boolean locksTheProcess;

    private record Place(Code type, Code.Method method) {}

    /**
     * Result of a scan.
     *
     * @param findings the findings in order, without repetitions
     * @param locksTheProcess whether the code enters a monitor that all instances share in one process: of a class, or
     *     of an object in a static field
     */
    public record Result(List<EscapeFinding> findings, boolean locksTheProcess) {

        /** Copies the findings. */
        public Result {
            findings = List.copyOf(findings);
        }
    }

    private EscapeScan(ReachedCode reached) {
        this.code = new OwnCode(reached.loaders());
    }

    /**
     * Scans what methods reach.
     *
     * @param reached the methods that were seen to run, and the classes of handlers
     * @return what was found
     */
    public static Result of(ReachedCode reached) {
        EscapeScan scan = new EscapeScan(reached);
        reached.methods().forEach(method -> scan.code.add(method.type()));
        reached.handlers().forEach(scan.code::add);
        reached.handlers().forEach(scan::instantiate);
        reached.methods().forEach(method -> scan.reach(method.type(), method.name() + method.descriptor()));
        reached.methods().stream()
                .filter(method -> method.name().equals(CONSTRUCTOR))
                .forEach(method -> scan.instantiate(method.type()));
        while (!scan.open.isEmpty()) {
            scan.look(scan.open.remove());
        }
        return new Result(List.copyOf(scan.findings), scan.locksTheProcess);
    }

    private void look(Place place) {
        locksTheProcess |= place.method.locksTheProcess();
        for (Code.Call call : place.method.calls()) {
            if (call.method().equals(CONSTRUCTOR) || isStatic(call)) {
                initialise(call.owner());
            }
            EscapeTable.of(call).ifPresent(kind -> find(kind, place, call.line(), call.shown()));
            if (hashesAnEnum(call, place)) {
                find(EscapeKind.IDENTITY, place, call.line(), call.shown());
            }
            reach(call.owner(), call.id());
        }
        place.method.made().forEach(use -> instantiate(use.owner()));
        place.method.statics().forEach(access -> look(access, place));
    }

    /**
     * {@return whether a call takes the hash code of an enum, which is an identity: by itself, by a record with an
     * enum, or among other values where enums are at hand. A method named hashCode is for a map, and may}
     */
    private boolean hashesAnEnum(Code.Call call, Place place) {
        if (place.method.name().equals("hashCode")) {
            return false;
        }
        if (HASHES.contains(call.owner() + "." + call.method())) {
            return Stream.concat(
                            place.method.statics().stream().map(Code.Access::descriptor),
                            place.method.calls().stream().map(Code.Call::descriptor))
                    .anyMatch(this::yieldsAnEnum);
        }
        return call.id().equals("hashCode()I")
                && code.of(call.owner())
                        .filter(type -> type.isEnum() || (type.isValue() && hasAnEnum(type)))
                        .isPresent();
    }

    private boolean hasAnEnum(Code type) {
        return type.fields().values().stream()
                .filter(field -> !field.isStatic())
                .anyMatch(field -> yieldsAnEnum(field.descriptor()));
    }

    /** {@return whether a field or a method is of an own enum, by its descriptor} */
    private boolean yieldsAnEnum(String descriptor) {
        String type = descriptor.substring(descriptor.indexOf(')') + 1);
        return type.startsWith("L")
                && code.of(type.substring(1, type.length() - 1))
                        .filter(Code::isEnum)
                        .isPresent();
    }

    private boolean isStatic(Code.Call call) {
        return code.of(call.owner())
                .map(type -> type.method(call.id()))
                .filter(Code.Method::isStatic)
                .isPresent();
    }

    /** Reaches a method where it is declared: in the class or in one of its parents. */
    private void reach(String owner, String id) {
        Optional<Code> type = code.of(owner);
        if (type.isEmpty()) {
            return;
        }
        Code.Method method = type.get().method(id);
        if (method == null) {
            type.get().parents().forEach(parent -> reach(parent, id));
        } else if (reached.add(owner + "." + id)) {
            open.add(new Place(type.get(), method));
        }
    }

    /** Any method of an object may be called from outside, such as by a library; its constructors by name. */
    private void instantiate(String owner) {
        if (!instantiated.add(owner)) {
            return;
        }
        code.of(owner).ifPresent(type -> {
            initialise(owner);
            type.methods().values().stream()
                    .filter(method -> !method.isStatic() && !method.isPrivate())
                    .filter(method -> !method.name().equals(CONSTRUCTOR))
                    .forEach(method -> reach(owner, method.id()));
            type.parents().forEach(this::instantiate);
        });
    }

    private void initialise(String owner) {
        if (initialised.add(owner)) {
            reach(owner, "<clinit>()V");
        }
    }

    private void look(Code.Access access, Place place) {
        boolean isInitialiser = place.method.name().equals("<clinit>");
        if (isInitialiser && access.owner().equals(place.type.name())) {
            return;
        }
        code.of(access.owner()).ifPresent(type -> {
            initialise(access.owner());
            Code.Field field = type.fields().get(access.field());
            if (field != null && canChange(field, access, type, place)) {
                find(EscapeKind.STATIC_STATE, place, access.line(), Code.simple(access.owner()) + "." + access.field());
            }
        });
    }

    private boolean canChange(Code.Field field, Code.Access access, Code type, Place place) {
        if (field.isSynthetic()) {
            return false;
        }
        if (!field.isFinal()) {
            return true;
        }
        String descriptor = field.descriptor();
        if (descriptor.startsWith("[")) {
            return place.method.storesIntoArrays();
        }
        return descriptor.startsWith("L")
                && !type.constants().contains(access.field())
                && isChangeable(descriptor.substring(1, descriptor.length() - 1), new HashSet<>());
    }

    /** {@return whether objects of a type can change: collections, counters, and own types with such fields} */
    private boolean isChangeable(String type, Set<String> seen) {
        if (StaticTypes.isChangeable(type)) {
            return true;
        }
        Optional<Code> own = seen.add(type) ? code.of(type) : Optional.empty();
        return own.isPresent()
                && own.get().fields().values().stream()
                        .filter(field -> !field.isStatic() && !field.isSynthetic())
                        .anyMatch(field -> !field.isFinal() || isChangeable(field, own.get(), seen));
    }

    private boolean isChangeable(Code.Field field, Code owner, Set<String> seen) {
        String descriptor = field.descriptor();
        if (!descriptor.startsWith("L")) {
            return false;
        }
        String type = descriptor.substring(1, descriptor.length() - 1);
        boolean isCopied = owner.isValue() && StaticTypes.isInterface(type); // as records and enums do
        return !isCopied && isChangeable(type, seen);
    }

    private void find(EscapeKind kind, Place place, int line, String what) {
        findings.add(new EscapeFinding(kind, place.type.name().replace('/', '.'), method(place), line, what));
    }

    /** {@return the name of the method; of a lambda that of the method it stands in} */
    private static String method(Place place) {
        String name = place.method.name();
        if (!name.startsWith("lambda$")) {
            return name;
        }
        String[] parts = name.split("\\$", -1);
        return parts.length > 2 ? parts[1] : name;
    }
}
