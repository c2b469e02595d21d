// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A DynamoDB Local in a process of its own, for {@code ./semel mutate}: the mutation tester runs each test by itself,
 * and a server for each would take most of the time. One JVM at a time may use it. It runs until it is killed.
 */
final class SharedDynamoDb {

    /** The property that holds the address of a shared server. */
    static final String ENDPOINT = "semel.dynamodb.local";

    private SharedDynamoDb() {}

    /** Starts a server, and writes its address into the file that the first argument names. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        Path unfinished = Path.of(arguments[0] + ".part");
        LocalDynamoDb local = LocalDynamoDb.startOwn();
        Files.writeString(unfinished, local.endpoint().toString());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE); // the server's threads keep this process alive
    }
}
