// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.contest;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Another build of Semel in this process, so that two builds are measured side by side: its classes come from another
 * class path, and everything else, client and work included, is shared.
 */
final class EarlierBuild implements AutoCloseable {

    /** The classes that both builds share. */
    private static final Set<String> SHARED = Set.of(
            ContestOrder.class.getName(),
            ContestReceipt.class.getName(),
            Work.class.getName(),
            Orders.class.getName(),
            EventHandler.class.getName());

    private final ChildFirst classes;
    private final List<EventHandler> handlers;

    private EarlierBuild(ChildFirst classes, List<EventHandler> handlers) {
        this.classes = classes;
        this.handlers = handlers;
    }

    /**
     * Loads a build.
     *
     * @param classPath its modules core, json, lambda and stores/dynamodb, as jars or folders of classes
     */
    static EarlierBuild load(String classPath, DynamoDbClient client, Work work, Orders orders, ExecutorService bodies)
            throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            urls.add(new File(entry).toURI().toURL());
        }
        urls.add(EarlierBuild.class.getProtectionDomain().getCodeSource().getLocation());
        ChildFirst classes = new ChildFirst(urls.toArray(URL[]::new), EarlierBuild.class.getClassLoader());
        try {
            Object side = classes.loadClass(EarlierSide.class.getName())
                    .getConstructor(DynamoDbClient.class, Work.class, Orders.class, ExecutorService.class)
                    .newInstance(client, work, orders, bodies);
            List<EventHandler> handlers = new ArrayList<>();
            for (String name : List.of("byDefault", "endOfBatch")) {
                handlers.add((EventHandler) side.getClass().getMethod(name).invoke(side));
            }
            return new EarlierBuild(classes, handlers);
        } catch (ReflectiveOperationException e) {
            classes.close();
            throw new IOException("--before names no build of Semel with core, json, lambda and dynamodb: " + e, e);
        }
    }

    EventHandler byDefault() {
        return handlers.get(0);
    }

    EventHandler endOfBatch() {
        return handlers.get(1);
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }

    /** Takes Semel's classes from its own class path, where they are there. */
    private static final class ChildFirst extends URLClassLoader {

        ChildFirst(URL[] classPath, @Nullable ClassLoader parent) {
            super(classPath, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.semel.") || SHARED.contains(name)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                try {
                    return findClass(name);
                } catch (ClassNotFoundException e) {
                    return super.loadClass(name, resolve);
                }
            }
        }
    }
}
