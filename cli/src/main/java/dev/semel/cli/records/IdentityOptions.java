// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.model.IdentityKey;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The secrets of keyed identities. */
final class IdentityOptions {

    @Option(
            names = "--identity-key",
            paramLabel = "ID=env:NAME|file:PATH",
            description = "The secret of keyed identities, in base64, with its id. Repeat it while keys rotate, the "
                    + "newest first.")
    private List<String> identities = new ArrayList<>();

    boolean isEmpty() {
        return identities.isEmpty();
    }

    /** {@return the secrets, the newest first; empty if none was given} */
    List<IdentityKey> keys(CommandContext context) {
        Secrets secrets = new Secrets(context);
        List<IdentityKey> keys = new ArrayList<>();
        for (String identity : identities) {
            keys.add(identity(secrets.named("--identity-key", identity)));
        }
        return keys;
    }

    private static IdentityKey identity(Secrets.Named secret) {
        try {
            return IdentityKey.of(secret.id(), secret.bytes());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--identity-key: " + e.getMessage());
        }
    }
}
