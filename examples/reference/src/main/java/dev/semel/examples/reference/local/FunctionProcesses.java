// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Processes of functions, found by the handler on their command lines. */
final class FunctionProcesses {

    private FunctionProcesses() {}

    /**
     * Kills the processes of a handler that a platform has started, with SIGKILL.
     *
     * @param platform the process with the platform
     * @param handler the simple name of the handler's class
     * @return how many there were
     */
    static int kill(ProcessHandle platform, String handler) {
        List<ProcessHandle> found =
                platform.descendants().filter(process -> runs(process, handler)).toList();
        found.forEach(ProcessHandle::destroyForcibly);
        return found.size();
    }

    private static boolean runs(ProcessHandle process, String handler) {
        try {
            // The handle's own command line ends after a few thousand characters, most of which are the class path.
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .contains("." + handler + "::");
        } catch (IOException e) {
            return false; // it has ended
        }
    }
}
