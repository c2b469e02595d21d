// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The native part of the runtime interface client, in a file of its own. The client would unpack it to one fixed path
 * below {@code /tmp}, where runtimes that start at the same time would overwrite it.
 *
 * @param file the unpacked library
 */
record NativeLibrary(Path file) {

    /** The client's system property that names the library's file. */
    private static final String PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /**
     * Unpacks the library for this machine.
     *
     * @throws IllegalArgumentException if the class path has none for it
     */
    static NativeLibrary unpack(String classPath) throws IOException {
        String name = "libaws-lambda-jni." + platform() + ".so";
        try (URLClassLoader loader = new URLClassLoader(urls(classPath), null);
                InputStream library = loader.getResourceAsStream("jni/" + name)) {
            if (library == null) {
                throw new IllegalArgumentException("the function's class path has no jni/" + name
                        + "; add com.amazonaws:aws-lambda-java-runtime-interface-client, which works on Linux only");
            }
            Path file = Files.createTempFile("semel-platform", ".so");
            Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
            return new NativeLibrary(file);
        }
    }

    String jvmFlag() {
        return "-D" + PROPERTY + "=" + file;
    }

    private static URL[] urls(String classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private static String platform() {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        String loader = "/lib/ld-musl-" + System.getProperty("os.arch").replace("amd64", "x86_64") + ".so.1";
        String system = Files.exists(Path.of(loader)) ? "linux_musl" : "linux";
        return (System.getProperty("os.name").equals("Linux") ? system : "no-" + System.getProperty("os.name"))
                + "-"
                + architecture;
    }
}
