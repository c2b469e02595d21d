// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.functions;

import dev.semel.model.Sha256;
import dev.semel.platform.http.ServiceException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Zip with a function's code. Nothing is written outside its folder, and no more than the service allows. */
final class CodeArchive {

    /** The largest zip that is uploaded directly, in bytes ("Lambda quotas" in the guide). */
    static final int MAX_ZIP_BYTES = 50 * 1024 * 1024;

    private static final long MAX_UNZIPPED_BYTES = 250L * 1024 * 1024;
    private static final int MAX_ENTRIES = 100_000;

    private final byte[] zip;

    CodeArchive(byte[] zip) {
        if (zip.length > MAX_ZIP_BYTES) {
            throw new ServiceException(
                    413, "RequestTooLargeException", "Request must be smaller than " + MAX_ZIP_BYTES + " bytes");
        }
        this.zip = zip.clone();
    }

    /** {@return the digest in the service's form} */
    String sha256() {
        return Base64.getEncoder()
                .encodeToString(new Sha256().plain(zip, 0, zip.length).bytes());
    }

    int size() {
        return zip.length;
    }

    /**
     * Writes the files into a folder that is there. After an error the folder may have some of them.
     *
     * @throws ServiceException {@code InvalidParameterValueException} (400) if this is no zip, has no entry, is too
     *     large, or has an entry that would not become exactly one file or folder of its name: {@link UnpackedNames}
     */
    void unpack(Path folder) throws IOException {
        long left = MAX_UNZIPPED_BYTES;
        int entries = 0;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            UnpackedNames names = new UnpackedNames(folder, ZipDirectory.of(zip));
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (++entries > MAX_ENTRIES) {
                    throw FunctionConfig.invalid("the zip has more than " + MAX_ENTRIES + " entries");
                }
                left -= write(entry, in, names.take(entry.getName()), left);
            }
            names.requireAll();
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw unreadable();
        }
        if (entries == 0) {
            throw unreadable();
        }
    }

    private static long write(ZipEntry entry, InputStream in, Path file, long limit) throws IOException {
        try {
            if (entry.isDirectory()) {
                if (in.read() >= 0) {
                    throw FunctionConfig.invalid("the zip has a folder with the content of a file");
                }
                Files.createDirectories(file);
                return 0;
            }
            Files.createDirectories(file.getParent());
            return copy(in, file, limit);
        } catch (FileSystemException e) {
            // such as a name that is too long, or one that this file system does not tell from another
            throw FunctionConfig.invalid("the zip has an entry that cannot be written on this machine: "
                    + Objects.requireNonNullElse(e.getReason(), "a file of this name is there"));
        }
    }

    private static long copy(InputStream in, Path file, long limit) throws IOException {
        long written = 0;
        byte[] buffer = new byte[8192];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                written += read;
                if (written > limit) {
                    throw FunctionConfig.invalid("Unzipped size must be smaller than " + MAX_UNZIPPED_BYTES + " bytes");
                }
                out.write(buffer, 0, read);
            }
        }
        return written;
    }

    private static ServiceException unreadable() {
        return FunctionConfig.invalid(
                "Could not unzip uploaded file. Please check your file, then try to upload again.");
    }
}
