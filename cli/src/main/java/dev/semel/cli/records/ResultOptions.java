// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.codec.RecordContext;
import dev.semel.codec.RecordPart;
import dev.semel.codec.Wrapping;
import dev.semel.encryption.EncryptionException;
import dev.semel.encryption.EnvelopeEncryption;
import dev.semel.encryption.StaticKeys;
import dev.semel.model.Blob;
import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdempotencyRecord;
import dev.semel.model.PrintableText;
import dev.semel.model.StoredResult;
import dev.semel.operate.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that show or make a result, which may be wrapped. */
final class ResultOptions {

    private static final int LONGEST = 100_000;

    @Option(
            names = "--show-result",
            description = "Prints the stored result too. It may hold what your callers want nobody to see.")
    private boolean show;

    @Option(
            names = "--wrapping-key",
            paramLabel = "ID=env:NAME|file:PATH",
            description =
                    "The key of encrypted results (semel-encryption), 32 bytes in base64, with its id. Repeat it for "
                            + "previous keys.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--reading-plain",
            description = "Reads results that were stored before encryption was switched on.")
    private boolean readingPlain;

    /** {@return the wrapping of results; empty if they are stored as they are} */
    Optional<Wrapping> wrapping(CommandContext context) {
        Secrets secrets = new Secrets(context);
        StaticKeys all = null;
        try {
            for (String key : keys) {
                Secrets.Named secret = secrets.named("--wrapping-key", key);
                all = all == null
                        ? StaticKeys.of(secret.id(), secret.bytes())
                        : all.withPrevious(secret.id(), secret.bytes());
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--wrapping-key: " + e.getMessage());
        }
        if (all == null) {
            return Optional.empty();
        }
        EnvelopeEncryption encryption = EnvelopeEncryption.of(all);
        return Optional.of(readingPlain ? encryption.readingPlainValues() : encryption);
    }

    /** {@return the stored result as a text without control characters; empty if it was not asked for} */
    Optional<String> text(Explanation explanation, CommandContext context) {
        if (!show) {
            return Optional.empty();
        }
        return explanation
                .known()
                .map(known -> known instanceof IdempotencyRecord.Completed completed
                        ? shown(completed.result(), explanation, context)
                        : "there is none");
    }

    private String shown(StoredResult result, Explanation explanation, CommandContext context) {
        return switch (result) {
            case StoredResult.Success success ->
                success.value() == null
                        ? "none"
                        : shown(success.value(), new RecordPart.Result(), explanation, context);
            case StoredResult.FinalFailure failure ->
                failure.value() == null
                        ? "none"
                        : shown(failure.value(), new RecordPart.Failure(failure.type()), explanation, context);
            case StoredResult.Missing missing -> "missing";
        };
    }

    private String shown(Blob stored, RecordPart part, Explanation explanation, CommandContext context) {
        Wrapping wrapping = wrapping(context).orElse(null);
        IdempotencyKey key = explanation.name().stored().orElse(null);
        try {
            Blob plain =
                    wrapping == null || key == null ? stored : wrapping.unwrap(stored, RecordContext.of(key, part));
            return PrintableText.line(plain.toUtf8(), LONGEST);
        } catch (EncryptionException e) {
            throw new RefusedException("--show-result: " + e.getMessage());
        }
    }
}
