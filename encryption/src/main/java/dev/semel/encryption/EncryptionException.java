// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.encryption;

import dev.semel.codec.RecordContext;
import dev.semel.model.ContentFree;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * A value that could not be encrypted or decrypted. Nothing was executed or changed because of it. The message never
 * shows keys, values or key material.
 */
public final class EncryptionException extends RuntimeException implements ContentFree {

    private static final long serialVersionUID = 1L;

    private EncryptionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static EncryptionException noEnvelope(RecordContext context) {
        return new EncryptionException(
                "the stored value " + of(context) + " is not encrypted. If it was stored before encryption was "
                        + "switched on, call readingPlainValues() until the windows of such records have ended",
                null);
    }

    static EncryptionException cutOff(RecordContext context) {
        return new EncryptionException(
                "the stored value " + of(context) + " is an encrypted value that was cut off", null);
    }

    static EncryptionException unknownForm(RecordContext context, int version, int algorithm) {
        return new EncryptionException(
                "the stored value " + of(context) + " is an envelope of version " + version + ", algorithm " + algorithm
                        + ", which this version cannot read. Deploy the version that wrote it",
                null);
    }

    static EncryptionException refused(RecordContext context, GeneralSecurityException cause) {
        return new EncryptionException(
                "the stored value " + of(context) + " does not belong there: it was changed, or moved from another "
                        + "record or part, or its key is not the one that its key id names",
                cause);
    }

    static EncryptionException failed(GeneralSecurityException cause) {
        return new EncryptionException("this Java runtime could not encrypt with AES-256-GCM", cause);
    }

    static EncryptionException unknownKey(String keyId, Iterable<String> known) {
        return new EncryptionException(
                "the stored value is encrypted under the key '" + printable(keyId) + "', and only "
                        + String.join(", ", known)
                        + " are configured. Add it with withPrevious(...) to read values of that key",
                null);
    }

    static EncryptionException noDataKey(String keyId, String why) {
        return new EncryptionException("key '" + printable(keyId) + "' gave no usable data key: " + why, null);
    }

    /** The operation is the program's own text; the key id of a stored value may come from any writer of the table. */
    private static String printable(String text) {
        String cut = text.length() <= 200 ? text : text.substring(0, 200) + "...";
        StringBuilder shown = new StringBuilder(cut.length());
        cut.chars().forEach(c -> shown.append(c >= 0x20 && c <= 0x7E ? (char) c : '?'));
        return shown.toString();
    }

    private static String of(RecordContext context) {
        return "of operation '" + printable(context.operation()) + "'";
    }
}
