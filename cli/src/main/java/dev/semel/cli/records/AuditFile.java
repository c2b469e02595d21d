// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.operate.AuditEntry;
import dev.semel.operate.AuditLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The audit log as a file of JSON lines that only its owner can read, appended and forced to disk entry by entry. */
final class AuditFile implements AuditLog {

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path file;

    private AuditFile(Path file) {
        this.file = file;
    }

    /**
     * {@return the log in a file, which is made if it is not there}
     *
     * @throws RefusedException if it cannot be written: nothing is changed without a log
     */
    static AuditFile at(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (folder != null && Files.notExists(folder)) {
                Files.createDirectories(
                        folder,
                        posix
                                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_FOLDER)}
                                : new FileAttribute<?>[0]);
            }
            if (Files.notExists(file)) {
                Files.createFile(
                        file,
                        posix
                                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                                : new FileAttribute<?>[0]);
            }
            FileChannel.open(file, StandardOpenOption.APPEND).close();
            return new AuditFile(file);
        } catch (IOException e) {
            throw new RefusedException("the audit log " + file
                    + " cannot be written, so nothing was changed; give another" + " file by --audit-log");
        }
    }

    @Override
    public void write(AuditEntry entry) {
        append(json(entry));
    }

    /** Appends a line of another kind, such as that of a purge. */
    void append(ObjectNode json) {
        byte[] line = (json + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            ByteBuffer rest = ByteBuffer.wrap(line);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new AuditException(file, e);
        }
    }

    private static ObjectNode json(AuditEntry entry) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("at", entry.at().toString())
                .put("user", entry.operator())
                .put("verified", false)
                .put("reason", entry.reason())
                .put("change", entry.change())
                .put("record", entry.record())
                .put("before", entry.before())
                .put("phase", entry.phase().name());
        entry.revision().ifPresent(revision -> json.put("revision", revision));
        return json;
    }
}
