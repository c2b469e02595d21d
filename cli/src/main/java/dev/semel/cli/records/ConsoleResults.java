// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semel.codec.RecordContext;
import dev.semel.codec.RecordPart;
import dev.semel.codec.Wrapping;
import dev.semel.console.ResultForms;
import dev.semel.encryption.EncryptionException;
import dev.semel.model.Blob;
import dev.semel.model.IdempotencyKey;
import dev.semel.operate.Explanation;
import java.io.IOException;
import java.util.Optional;

/** The results that the console shows, if they were asked for, and takes as JSON, wrapped as the options say. */
final class ConsoleResults implements ResultForms {

    private final ResultOptions options;
    private final CommandContext context;

    ConsoleResults(ResultOptions options, CommandContext context) {
        this.options = options;
        this.context = context;
    }

    @Override
    public Optional<String> shown(Explanation explanation) {
        try {
            return options.text(explanation, context);
        } catch (RefusedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public Blob encoded(String json, Explanation seen) {
        Blob plain = Blob.utf8(json);
        try {
            new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no JSON document", e);
        }
        Wrapping wrapping = options.wrapping(context).orElse(null);
        if (wrapping == null) {
            return plain;
        }
        IdempotencyKey stored = seen.name()
                .stored()
                .orElseThrow(() -> new IllegalArgumentException(
                        "an encrypted result is bound to its key, which this record id does not show"));
        try {
            return wrapping.wrap(plain, RecordContext.of(stored, new RecordPart.Result()));
        } catch (EncryptionException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
