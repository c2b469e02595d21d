// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The module's own public types, by reflection. */
final class PublicTypes {

    private static final Path SOURCES = Path.of("src", "main", "java");

    private PublicTypes() {}

    /** {@return the types of a package that its public methods return as events: by parsing one, or by opening one} */
    static List<Class<?>> deliveredTo(String folder) throws IOException, ClassNotFoundException {
        Set<String> names = new TreeSet<>();
        for (Class<?> type : of(folder)) {
            for (Method method : type.getDeclaredMethods()) {
                boolean isAccessor = type.isRecord() && method.getParameterCount() == 0;
                boolean reads = isAccessor || method.getName().equals("parse");
                if (Modifier.isPublic(method.getModifiers()) && reads) {
                    element(method.getGenericReturnType(), folder, names);
                }
            }
        }
        return classes(names);
    }

    private static void element(Type type, String folder, Set<String> names) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            element(list.getActualTypeArguments()[0], folder, names);
        } else if (type instanceof Class<?> plain
                && plain.getPackageName().equals(folder)
                && plain.getEnclosingClass() == null
                && (plain.isRecord() || plain == JsonDocument.class)
                && !plain.getSimpleName().endsWith("Policy")
                && plain != MaximumAge.class
                && plain != MessageAttribute.class
                && plain != RecordRange.class
                && plain != RetryHorizon.class) {
            names.add(plain.getName());
        }
    }

    private static List<Class<?>> of(String folder) throws IOException, ClassNotFoundException {
        try (Stream<Path> files = Files.list(SOURCES.resolve(folder.replace('.', '/')))) {
            return classes(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
                    .map(name -> folder + "." + name.replace(".java", ""))
                    .toList());
        }
    }

    private static List<Class<?>> classes(Iterable<String> names) throws ClassNotFoundException {
        List<Class<?>> found = new ArrayList<>();
        for (String name : names) {
            Class<?> type = Class.forName(name);
            if (Modifier.isPublic(type.getModifiers())) {
                found.add(type);
            }
        }
        return found;
    }
}
