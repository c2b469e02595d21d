// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.prove;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.prover.Prover;
import dev.semel.prover.World;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The user's handler class, instantiated once for each world. Its class path stays open until it is closed. */
final class HandlerClass implements AutoCloseable {

    private final URLClassLoader loader;
    private final Constructor<?> constructor;
    private final Linkage linkage = new Linkage();

    private HandlerClass(URLClassLoader loader, Constructor<?> constructor) {
        this.loader = loader;
        this.constructor = constructor;
    }

    /**
     * Finds the class.
     *
     * @throws IllegalArgumentException if it does not exist, is no handler, does not tell its event class, or has no
     * constructor for a world; the message names the remedy
     * @throws IllegalStateException if it needs a class that is missing, or cannot be initialised; the message names
     * the cause
     */
    static HandlerClass find(String name, List<Path> classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path entry : classPath) {
            if (!Files.exists(entry)) {
                throw new IllegalArgumentException("--class-path: there is no " + entry);
            }
            urls.add(entry.toUri().toURL());
        }
        URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), HandlerClass.class.getClassLoader());
        try {
            Class<?> type = Class.forName(name, true, loader);
            requireInstances(type);
            Prover.requireHandler(type);
            return new HandlerClass(loader, type.getConstructor(World.class));
        } catch (LinkageError e) {
            loader.close();
            throw new IllegalStateException(Linkage.failure(e), e);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            loader.close();
            throw new IllegalArgumentException(
                    "--handler: '" + name
                            + "' must be a public class on --class-path that implements RequestStreamHandler or"
                            + " RequestHandler, "
                            + "and has a public constructor with one parameter, a " + World.class.getName()
                            + ", from which it takes store, clock and effects (" + e + ")",
                    e);
        }
    }

    /** Refuses a class that has no instances, or whose package alone may make them. */
    private static void requireInstances(Class<?> type) throws IllegalAccessException {
        if (Modifier.isAbstract(type.getModifiers())) {
            throw new IllegalArgumentException(type.getName() + " is abstract");
        }
        for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
            if (!Modifier.isPublic(outer.getModifiers())) {
                throw new IllegalAccessException(outer.getName() + " is not public");
            }
        }
    }

    /** Instantiates the handler for a world. */
    RequestStreamHandler in(World world) {
        RequestStreamHandler made;
        try {
            made = make(world);
        } catch (Throwable thrown) {
            linkage.notice(thrown);
            throw thrown;
        }
        return (input, output, context) -> {
            try {
                made.handleRequest(input, output, context);
            } catch (Throwable thrown) {
                linkage.notice(thrown);
                throw thrown;
            }
        };
    }

    /**
     * Checks that no class was missing while the handler was made and called.
     *
     * @throws IllegalStateException if one was; its message names the class
     */
    void requireLinked() {
        linkage.require();
    }

    private RequestStreamHandler make(World world) {
        try {
            return Prover.streaming(constructor.newInstance(world));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("The handler's constructor failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The handler cannot be made", e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
