// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.http;

import dev.semel.model.PrintableText;
import java.util.Optional;

/**
 * Name of a resource of the platform, all of which are in one Region and one account.
 *
 * @param service the service, such as {@code lambda}
 * @param resource the rest of the name, such as {@code function:orders}
 */
public record Arn(String service, String resource) {

    /** The platform's Region. */
    public static final String REGION = "us-east-1";

    /** The platform's account. */
    public static final String ACCOUNT = "000000000000";

    /**
     * Reads a name.
     *
     * @param text the name
     * @return its parts; empty if it is no ARN
     */
    public static Optional<Arn> parse(String text) {
        String[] parts = text.split(":", 6);
        return parts.length == 6 && parts[0].equals("arn")
                ? Optional.of(new Arn(parts[2], parts[5]))
                : Optional.empty();
    }

    /**
     * Names a function.
     *
     * @param name the function's name
     * @return the ARN, without a version
     */
    public static String ofFunction(String name) {
        return of("lambda", "function:" + name);
    }

    /**
     * Names a resource of the platform's Region and account.
     *
     * @param service the service
     * @param resource the rest of the name
     * @return the ARN
     */
    public static String of(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }

    /** Shows both parts in printable ASCII. */
    @Override
    public String toString() {
        return PrintableText.shown("Arn[" + service + " " + resource + "]");
    }
}
