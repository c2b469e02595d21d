// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.coldstart;

import java.util.Set;

/**
 * The artifacts that a function deploys together. What the artifacts need in turn is listed too: nothing else is there.
 */
enum Library {
    /** AWS's runtime interface client, which every function has. */
    RUNTIME(
            "aws-lambda-java-core",
            "aws-lambda-java-runtime-interface-client",
            "aws-lambda-java-serialization",
            "utils-lite"),

    /** The SDK's DynamoDB client on the JDK's HTTP connections. */
    SDK(
            "dynamodb",
            "url-connection-client",
            "annotations",
            "auth",
            "aws-core",
            "aws-json-protocol",
            "checksums",
            "checksums-spi",
            "endpoints-spi",
            "eventstream",
            "http-auth",
            "http-auth-aws",
            "http-auth-aws-eventstream",
            "http-auth-spi",
            "http-client-spi",
            "identity-spi",
            "json-utils",
            "metrics-spi",
            "profiles",
            "protocol-core",
            "reactive-streams",
            "regions",
            "retries",
            "retries-spi",
            "sdk-core",
            "slf4j-api",
            "third-party-jackson-core",
            "utils"),

    /** Jackson's mapper with what it needs. */
    JACKSON("jackson-annotations", "jackson-core", "jackson-databind"),

    /** Jackson's streaming API. */
    JACKSON_CORE("jackson-core"),

    SEMEL("semel-core", "semel-dynamodb", "semel-json", "semel-lambda"),

    /** Our codec on Jackson's mapper. */
    SEMEL_JACKSON("semel-jackson"),

    /** The peer without an implementation of its log. */
    POWERTOOLS(
            "aspectjrt",
            "aws-lambda-java-events",
            "jmespath-core",
            "jmespath-jackson",
            "joda-time",
            "powertools-core",
            "powertools-idempotency",
            "powertools-serialization"),

    /** The peer's dependencies for logging. */
    LOG4J("log4j-api", "log4j-core", "log4j-slf4j-impl");

    @SuppressWarnings("ImmutableEnumChecker") // of Set.of
    private final Set<String> artifacts;

    Library(String... artifacts) {
        this.artifacts = Set.of(artifacts);
    }

    Set<String> artifacts() {
        return artifacts;
    }
}
