// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The line of {@code semel --version}: the version that the build wrote into a resource, and the Java that runs it. */
final class BuildVersion implements IVersionProvider {

    private static final String RESOURCE = "version.properties";

    /** Created by picocli. */
    BuildVersion() {}

    @Override
    public String[] getVersion() {
        return new String[] {"semel " + ofBuild() + ", Java " + Runtime.version()};
    }

    private static String ofBuild() {
        Properties properties = new Properties();
        try (InputStream resource = BuildVersion.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is not beside its class");
            }
            properties.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + RESOURCE + " could not be read", e);
        }
        return properties.getProperty("version", "without a version");
    }
}
