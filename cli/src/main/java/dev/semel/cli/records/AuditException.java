// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import java.io.IOException;
import java.nio.file.Path;

/** The audit log could not be written: before a change nothing was changed, after it the change has been made. */
final class AuditException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuditException(Path file, IOException cause) {
        super(
                "the audit log " + file + " cannot be written; explain the key again to see whether it was changed",
                cause);
    }
}
