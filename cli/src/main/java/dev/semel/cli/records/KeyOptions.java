// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdentityKey;
import dev.semel.operate.RecordName;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private IdentityOptions identities = new IdentityOptions();

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
        List<RecordName> names = new ArrayList<>();
        for (IdentityKey identity : identities.keys(context)) {
            names.add(RecordName.ofKey(typed, identity));
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
                : identities.keys(context).get(index);
    }

    private IdempotencyKey typed() {
        try {
            return new IdempotencyKey(tenant, operation, key);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("the key: " + e.getMessage());
        }
    }
}
