// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

/** Output of a process, which never blocks it. Thread-safe. */
interface ProcessOutput {

    /** Waits until the output of an ended process has been read; at most 5 s, because its children may still write. */
    void awaitEnd() throws InterruptedException;

    /** {@return the output so far, or its last part} */
    String text();
}
