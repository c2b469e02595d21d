// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.cli.local.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;

/** Secrets from a variable of the environment or a file: an argument would show in the list of processes. */
final class Secrets {

    private final CommandContext context;

    Secrets(CommandContext context) {
        this.context = context;
    }

    /**
     * {@return the text of a secret}
     *
     * @param option the option that names it, for messages
     * @param source {@code env:NAME} or {@code file:PATH}
     * @throws RefusedException if there is none
     */
    String text(String option, String source) {
        if (source.startsWith("env:")) {
            String name = source.substring(4);
            return context.variable(name)
                    .orElseThrow(() -> new RefusedException(option + ": the variable " + name + " is not set"));
        }
        if (source.startsWith("file:")) {
            Path file = Path.of(source.substring(5));
            try {
                return InputFile.text(file).strip();
            } catch (IOException e) {
                throw new RefusedException(option + ": the file " + file + " cannot be read");
            }
        }
        throw new RefusedException(
                option + " takes a secret only as env:NAME or file:PATH, because arguments are seen by others");
    }

    /**
     * {@return a secret with its id}
     *
     * @param option the option that names it, for messages
     * @param named {@code ID=env:NAME} or {@code ID=file:PATH}; the secret is in base64
     * @throws RefusedException if there is none
     */
    Named named(String option, String named) {
        int equals = named.indexOf('=');
        if (equals < 1) {
            throw new RefusedException(option + " must be ID=env:NAME or ID=file:PATH");
        }
        String text = text(option, named.substring(equals + 1));
        try {
            return new Named(named.substring(0, equals), Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(option + ": the secret must be base64");
        }
    }

    /** A secret with its id. A class and no record, because the text of a record would show the secret. */
    static final class Named {

        private final String id;
        private final byte[] bytes;

        Named(String id, byte[] bytes) {
            this.id = id;
            this.bytes = bytes;
        }

        String id() {
            return id;
        }

        byte[] bytes() {
            return bytes.clone();
        }
    }
}
