// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.jackson;

import dev.semel.json.type.PlainType;
import dev.semel.json.type.StateFields;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Random values of a type, with all its fields, and of the odd classes that may stand where a container is declared.
 */
@NullMarked
@SuppressWarnings("JdkObsolete") // the odd classes are the point
final class ShapeValues {

    private static final String TEXT = "aB9 \"\\\n\u0000\u001f\u007fé\u2028\ud800\udc00\ud83d\uffff/<'null";

    private final Random random;

    ShapeValues(long seed) {
        this.random = new Random(seed);
    }

    /** {@return a value that is not null} */
    Object of(Type type) {
        Object made = null;
        for (int i = 0; made == null && i < 50; i++) {
            made = make(PlainType.of(type, Map.of()), 0);
        }
        return Objects.requireNonNull(made, () -> "no value of " + type);
    }

    private @Nullable Object make(PlainType type, int depth) {
        Class<?> raw = type.raw();
        if (!raw.isPrimitive() && (depth > 6 || (depth > 0 && random.nextInt(7) == 0))) {
            return raw == Optional.class ? Optional.empty() : null;
        }
        Object scalar = scalar(raw);
        if (scalar != null) {
            return scalar;
        }
        if (raw.isArray()) {
            return array(type.argument(0), depth);
        }
        if (raw == Optional.class) {
            return Optional.ofNullable(make(type.argument(0), depth + 1));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return collection(type, depth);
        }
        if (Map.class.isAssignableFrom(raw)) {
            return map(type, depth);
        }
        if (raw.isSealed() && Modifier.isAbstract(raw.getModifiers())) {
            Class<?>[] permitted = raw.getPermittedSubclasses();
            Class<?> chosen = permitted[random.nextInt(permitted.length)];
            return make(
                    new PlainType(chosen, chosen.getTypeParameters().length == 0 ? List.of() : type.arguments()), 0);
        }
        return object(type, depth);
    }

    private @Nullable Object scalar(Class<?> raw) {
        List<?> samples = ExactSamples.of(raw);
        if (samples.isEmpty()) {
            return null;
        }
        return raw.isEnum() || random.nextInt(3) == 0 ? samples.get(random.nextInt(samples.size())) : any(raw, samples);
    }

    private Object any(Class<?> raw, List<?> samples) {
        return switch (raw.getSimpleName()) {
            case "String" -> text();
            case "int", "Integer" -> random.nextInt() >> random.nextInt(32);
            case "long", "Long" -> random.nextLong() >> random.nextInt(64);
            case "double", "Double" -> Double.longBitsToDouble(random.nextLong());
            case "float", "Float" -> Float.intBitsToFloat(random.nextInt());
            case "char", "Character" -> (char) random.nextInt(0x10000);
            case "BigInteger" -> new BigInteger(random.nextInt(2000), random).negate();
            case "BigDecimal" -> new BigDecimal(new BigInteger(random.nextInt(300), random), random.nextInt(900) - 400);
            case "UUID" -> new UUID(random.nextLong(), random.nextLong());
            case "Instant" -> Instant.ofEpochSecond(random.nextLong() >> 28, random.nextInt(1_000_000_000));
            case "LocalDate" -> LocalDate.ofEpochDay(random.nextInt() / 3);
            case "Year" -> Year.of(random.nextInt(2 * Year.MAX_VALUE) + Year.MIN_VALUE);
            case "byte[]" -> text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            case "char[]" -> text().toCharArray();
            default -> samples.get(random.nextInt(samples.size()));
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(TEXT.charAt(random.nextInt(TEXT.length())));
        }
        return text.toString();
    }

    private Object array(PlainType element, int depth) {
        int length = random.nextInt(4);
        Object made = Array.newInstance(element.raw(), length);
        for (int i = 0; i < length; i++) {
            Object value = make(element, depth + 1);
            if (value != null) {
                Array.set(made, i, value);
            }
        }
        return made;
    }

    private Collection<?> collection(PlainType type, int depth) {
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            all.add(make(type.argument(0), depth + 1));
        }
        List<@Nullable Object> present = all.stream().filter(Objects::nonNull).toList();
        return switch (type.raw().getSimpleName()) {
            case "List" -> list(all, present);
            case "ArrayList" ->
                new ArrayList<>(all) {
                    private static final long serialVersionUID = 1L;
                };
            case "LinkedList" -> new LinkedList<>(all);
            case "Set", "SequencedSet" -> set(type, all, present);
            case "HashSet" -> random.nextBoolean() ? new HashSet<>(all) : new LinkedHashSet<>(all);
            case "LinkedHashSet" -> new LinkedHashSet<>(all);
            case "EnumSet" -> enums(type.argument(0).raw(), present);
            default -> throw new IllegalArgumentException("no values of " + type.raw());
        };
    }

    private List<?> list(List<@Nullable Object> all, List<@Nullable Object> present) {
        return switch (random.nextInt(5)) {
            case 0 -> List.copyOf(present);
            case 1 -> Arrays.asList(all.toArray());
            case 2 -> Collections.unmodifiableList(new LinkedList<>(all));
            case 3 -> Collections.synchronizedList(all).subList(0, all.size());
            default -> all;
        };
    }

    private Set<?> set(PlainType type, List<@Nullable Object> all, List<@Nullable Object> present) {
        boolean ordered = type.argument(0).raw() == String.class;
        return switch (random.nextInt(ordered && type.raw() == Set.class ? 5 : 1)) {
            case 1 -> Collections.unmodifiableSet(new TreeSet<>(present).descendingSet());
            case 2 -> {
                Set<@Nullable Object> ignoringCase =
                        new TreeSet<>((one, other) -> one.toString().compareToIgnoreCase(other.toString()));
                ignoringCase.addAll(present);
                yield ignoringCase;
            }
            case 3 -> Map.copyOf(Collections.singletonMap("k", "v")).keySet();
            case 4 -> ConcurrentHashMap.newKeySet();
            default -> new LinkedHashSet<>(all);
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the class of an enum, known at run time only
    private static Set<?> enums(Class<?> type, List<?> constants) {
        EnumSet set = EnumSet.noneOf((Class) type);
        set.addAll(constants);
        return set;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the class of an enum, known at run time only
    private Map<?, ?> map(PlainType type, int depth) {
        Map<Object, @Nullable Object> all = new LinkedHashMap<>();
        boolean concurrent = type.raw().getSimpleName().startsWith("Concurrent");
        for (int i = random.nextInt(4); i > 0; i--) {
            Object key = make(type.argument(0), 0);
            Object value = make(type.argument(1), depth + 1);
            if (key != null && isName(key) && (value != null || !concurrent)) {
                all.put(key, value);
            }
        }
        return switch (type.raw().getSimpleName()) {
            case "Map" -> maps(type.argument(0).raw(), all);
            case "HashMap" -> new HashMap<>(all);
            case "LinkedHashMap", "SequencedMap" -> all;
            case "ConcurrentMap", "ConcurrentHashMap" -> new ConcurrentHashMap<>(all);
            case "EnumMap" -> {
                EnumMap enums = new EnumMap((Class) type.argument(0).raw());
                enums.putAll(all);
                yield enums;
            }
            default -> throw new IllegalArgumentException("no values of " + type.raw());
        };
    }

    /** {@return whether JSON has a name for a key: not for half of a surrogate pair} */
    private static boolean isName(Object key) {
        return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(key.toString());
    }

    private Map<?, ?> maps(Class<?> key, Map<Object, @Nullable Object> all) {
        boolean ordered = Comparable.class.isAssignableFrom(key) && key != BigDecimal.class;
        return switch (random.nextInt(ordered ? 4 : 2)) {
            case 0 -> Collections.unmodifiableMap(all);
            case 2 -> new TreeMap<>(all);
            case 3 -> new TreeMap<>(all).descendingMap();
            default -> all;
        };
    }

    private @Nullable Object object(PlainType type, int depth) {
        Class<?> raw = type.raw();
        Map<TypeVariable<?>, PlainType> bindings = type.bindings();
        Constructor<?> constructor = constructor(raw);
        try {
            constructor.setAccessible(true);
            Type[] parameters = constructor.getGenericParameterTypes();
            @Nullable Object[] arguments = new @Nullable Object[parameters.length];
            for (int i = 0; i < parameters.length; i++) {
                arguments[i] = make(PlainType.of(parameters[i], bindings), depth + 1);
            }
            Object made = constructor.newInstance(arguments);
            for (Field field : raw.isRecord() || parameters.length > 0 ? List.<Field>of() : StateFields.of(raw)) {
                field.setAccessible(true);
                field.set(made, make(PlainType.of(field.getGenericType(), bindings), depth + 1));
            }
            return made;
        } catch (InvocationTargetException e) {
            return null; // the constructor refused the arguments
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no value of " + raw, e);
        }
    }

    /** {@return that of all fields, or the one with the fewest parameters} */
    private static Constructor<?> constructor(Class<?> raw) {
        Constructor<?>[] all = raw.getDeclaredConstructors();
        int wanted = raw.isRecord() ? raw.getRecordComponents().length : -1;
        Constructor<?> best = all[0];
        for (Constructor<?> each : all) {
            boolean fewer = each.getParameterCount() < best.getParameterCount();
            if (each.getParameterCount() == wanted || (wanted < 0 && fewer)) {
                best = each;
            }
        }
        return best;
    }
}
