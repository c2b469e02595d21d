// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.verification.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Texts of users and senders reach no text of ours as they are: every public method and constructor of the published
 * modules that makes or refuses a value is called with hostile texts, and what it shows is one bounded line.
 */
final class HostileTextsTest {

    private static final int ROUNDS = 25;
    private static final long SEED = 7;

    /** Longer than what any exception of ours keeps. */
    private static final int LONGEST = 2200;

    /** Methods that wait, run the user's parts or reach out. */
    private static final Set<String> SKIPPED =
            Set.of("main", "await", "acquire", "sleep", "handleRequest", "fromEnvironment");

    private final Map<String, String> faults = new TreeMap<>();
    private int shown;

    /** Not of the tools, whose methods start servers and searches. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STORE_CONTRACT", "PROVER", "PLATFORM"})
    void noTextOfOursCarriesThem(PublishedModule module) throws Exception {
        HostileArguments arguments = new HostileArguments(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            for (Class<?> type : module.types()) {
                for (Executable making : makings(type)) {
                    Object made = call(making, null, arguments);
                    if (made != null) {
                        use(made, arguments);
                    }
                }
            }
        }
        assertThat(faults).as("seed " + SEED).isEmpty();
        assertThat(shown).as("texts that were looked at").isGreaterThan(40);
    }

    /** Else a gap of the walk would look like a success. */
    @Test
    void aBadTextIsSeen() {
        look("here", HostileArguments.HOSTILE);
        look("there", "x".repeat(LONGEST + 1));
        assertThat(faults).containsOnlyKeys("here", "there");
    }

    private static List<Executable> makings(Class<?> type) {
        List<Executable> makings = new ArrayList<>();
        if (!Modifier.isAbstract(type.getModifiers())) {
            makings.addAll(List.of(type.getConstructors()));
        }
        for (Method method : type.getDeclaredMethods()) {
            boolean isOpen = Modifier.isStatic(method.getModifiers()) && Modifier.isPublic(method.getModifiers());
            if (isOpen && !SKIPPED.contains(method.getName())) {
                makings.add(method);
            }
        }
        return makings;
    }

    private void use(Object made, HostileArguments arguments) {
        for (Method method : made.getClass().getMethods()) {
            boolean takesText = Arrays.stream(method.getParameterTypes())
                    .anyMatch(type -> type == String.class || type == String[].class);
            if (takesText
                    && !Modifier.isStatic(method.getModifiers())
                    && PublishedModule.isPublic(method.getDeclaringClass())
                    && method.getDeclaringClass().getName().startsWith("dev.semel.")
                    && !SKIPPED.contains(method.getName())) {
                call(method, made, arguments);
            }
        }
    }

    /** {@return the value of ours that a call returned; null for any other, and for an exception} */
    private @Nullable Object call(Executable executable, @Nullable Object on, HostileArguments values) {
        Object[] arguments = values.of(executable).orElse(null);
        if (arguments == null) {
            return null;
        }
        String where = executable.getDeclaringClass().getSimpleName() + "." + executable.getName();
        try {
            Object made = executable instanceof Constructor<?> constructor
                    ? constructor.newInstance(arguments)
                    : ((Method) executable).invoke(on, arguments);
            if (made == null || !made.getClass().getName().startsWith("dev.semel.")) {
                return null;
            }
            look(where + " makes a " + made.getClass().getSimpleName(), made.toString());
            return made;
        } catch (InvocationTargetException e) {
            Throwable thrown = Objects.requireNonNull(e.getCause(), "what the method threw");
            look(where + " throws a " + thrown.getClass().getSimpleName(), String.valueOf(thrown.getMessage()));
            return null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private void look(String where, String text) {
        shown++;
        boolean isOneLine = text.codePoints().noneMatch(codePoint -> switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        });
        if (!isOneLine || text.length() > LONGEST) {
            faults.put(where, text.substring(0, Math.min(text.length(), 100)));
        }
    }
}
