// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.engine;

import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * S3 as far as objects go, by s3proxy: in memory, or in the files of a folder. It listens on a free port of the
 * loopback interface, and asks for no credentials. Thread-safe.
 */
public final class S3Engine implements AutoCloseable {

    private static final String PACKAGE = "org.gaul.s3proxy.";

    private final URLClassLoader loader;
    private final Object server;
    private final int port;

    private S3Engine(URLClassLoader loader, Object server, int port) {
        this.loader = loader;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a server.
     *
     * @param jars the source of its classes
     * @param folder the folder to keep objects in; empty keeps them in memory
     * @return the server, which the caller closes
     * @throws IOException if its jars cannot be had, or it does not start
     * @throws InterruptedException if the thread was interrupted
     */
    public static S3Engine start(EngineJars jars, Optional<Path> folder) throws IOException, InterruptedException {
        URLClassLoader loader = jars.load("s3", "s3proxy");
        if (folder.isPresent()) {
            Files.createDirectories(folder.get());
        }
        return EngineJars.within(loader, () -> {
            Object server = server(loader, folder);
            server.getClass().getMethod("start").invoke(server);
            int port = (int) server.getClass().getMethod("getPort").invoke(server);
            return new S3Engine(loader, server, port);
        });
    }

    private static Object server(ClassLoader loader, Optional<Path> folder) throws ReflectiveOperationException {
        Class<?> store = loader.loadClass(PACKAGE + "blobstore.BlobStore");
        Class<?> type = loader.loadClass(PACKAGE + "S3Proxy$Builder");
        Object builder =
                loader.loadClass(PACKAGE + "S3Proxy").getMethod("builder").invoke(null);
        builder = type.getMethod("endpoint", URI.class).invoke(builder, URI.create("http://127.0.0.1:0"));
        builder = type.getMethod("blobStore", store).invoke(builder, store(loader, folder));
        builder = type.getMethod("ignoreUnknownHeaders", boolean.class).invoke(builder, true);
        return type.getMethod("build").invoke(builder);
    }

    private static Object store(ClassLoader loader, Optional<Path> folder) throws ReflectiveOperationException {
        String room = PACKAGE + "nio2blob.";
        return folder.isEmpty()
                ? loader.loadClass(room + "TransientNio2BlobStore")
                        .getConstructor()
                        .newInstance()
                : loader.loadClass(room + "FilesystemNio2BlobStore")
                        .getConstructor(String.class)
                        .newInstance(folder.get().toString());
    }

    /** {@return the server's address} */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Stops the server. */
    @Override
    public void close() throws IOException {
        EngineJars.within(loader, () -> server.getClass().getMethod("stop").invoke(server));
        loader.close();
    }
}
