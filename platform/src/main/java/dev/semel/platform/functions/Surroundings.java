// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import dev.semel.platform.clock.LabClock;
import dev.semel.platform.logs.LogStore;
import dev.semel.platform.runtime.ProcessKeeper;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Place, endpoint, credentials, clock and log that all functions of a platform share. */
public final class Surroundings {

    private final Path folder;
    private final URI endpoint;
    private final String accessKey;
    private final String secretKey;
    private final Optional<Path> python;
    private final LabClock clock;
    private final LogStore logs;
    private final ProcessKeeper keeper;

    /**
     * Makes them.
     *
     * @param folder the folder for code and outputs, which is there
     * @param endpoint the front's address
     * @param accessKey the access key of the front
     * @param secretKey the secret that clients sign with
     * @param python the machine's Python 3, if it has one
     * @param clock the platform's clock
     * @param logs the logs
     * @param keeper the keeper of the processes
     */
    public Surroundings(
            Path folder,
            URI endpoint,
            String accessKey,
            String secretKey,
            Optional<Path> python,
            LabClock clock,
            LogStore logs,
            ProcessKeeper keeper) {
        this.folder = folder;
        this.endpoint = endpoint;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.python = python;
        this.clock = clock;
        this.logs = logs;
        this.keeper = keeper;
    }

    /** {@return the folder for code and outputs} */
    Path folder() {
        return folder;
    }

    /** {@return the front's address} */
    URI endpoint() {
        return endpoint;
    }

    String accessKey() {
        return accessKey;
    }

    String secretKey() {
        return secretKey;
    }

    /** {@return the machine's Python 3, if it has one} */
    Optional<Path> python() {
        return python;
    }

    LabClock clock() {
        return clock;
    }

    LogStore logs() {
        return logs;
    }

    ProcessKeeper keeper() {
        return keeper;
    }
}
