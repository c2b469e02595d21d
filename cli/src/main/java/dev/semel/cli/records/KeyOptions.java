// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdentityKey;
import dev.semel.operate.RecordName;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The key, as the user types it, or the record id. */
final class KeyOptions {

    @Parameters(
            paramLabel = "KEY",
            description = "The key as the operation makes it, with --operation; else the record id, such as "
                    + "acme/charge/order-42.")
    private String key = "";

    @Option(names = "--operation", paramLabel = "NAME", description = "The operation of the key.")
    private String operation = "";

    @Option(names = "--tenant", paramLabel = "NAME", description = "The tenant of the key (default: none).")
    private String tenant = "";

    @Option(
            names = "--identity-key",
            paramLabel = "ID=env:NAME|file:PATH",
            description = "The secret of keyed identities, in base64, with its id. Repeat it while keys rotate, the "
                    + "newest first.")
    private List<String> identities = new ArrayList<>();

    /** {@return the names under which the record may be stored, the likeliest first} */
    List<RecordName> names(CommandContext context) {
        if (operation.isEmpty()) {
            if (!tenant.isEmpty() || !identities.isEmpty()) {
                throw new RefusedException(
                        "--tenant and --identity-key need --operation; without it KEY is a record id");
            }
            if (key.chars().filter(c -> c == '/').count() != 2) {
                throw new RefusedException(
                        "KEY is no record id such as acme/charge/order-42; give --operation for a key");
            }
            return List.of(RecordName.ofId(key));
        }
        IdempotencyKey typed = typed();
        Secrets secrets = new Secrets(context);
        List<RecordName> names = new ArrayList<>();
        for (String identity : identities) {
            names.add(RecordName.ofKey(typed, identity(secrets.named("--identity-key", identity))));
        }
        if (names.isEmpty()) {
            names.add(RecordName.ofKey(typed, IdentityKey.plain()));
        }
        return names;
    }

    /** {@return the identity that a name was made with} */
    IdentityKey identityOf(int index, CommandContext context) {
        return identities.isEmpty()
                ? IdentityKey.plain()
                : identity(new Secrets(context).named("--identity-key", identities.get(index)));
    }

    private IdempotencyKey typed() {
        try {
            return new IdempotencyKey(tenant, operation, key);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("the key: " + e.getMessage());
        }
    }

    private static IdentityKey identity(Secrets.Named secret) {
        try {
            return IdentityKey.of(secret.id(), secret.bytes());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--identity-key: " + e.getMessage());
        }
    }
}
