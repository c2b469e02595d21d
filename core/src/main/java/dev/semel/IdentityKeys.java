// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel;

import dev.semel.model.IdempotencyKey;
import dev.semel.model.IdentityKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of keyed identities, and the moment at which one replaces another. Immutable and thread-safe.
 *
 * <p>A rotation needs every client of the store to have the same two secrets and the same moment before it comes. From
 * 2ε before the moment until 2ε after it every call is refused as unavailable, and nothing runs. Before that, records
 * are of the first secret. Afterwards a call looks for a record of the first one: as long as it counts, the call
 * belongs to it; else the record is of the second one. So no window is cut short. Remove the first secret when no
 * record of it counts any more: after the longest window or retention, and after every quarantined key of it was
 * resolved.
 *
 * <p>While two secrets are configured, a first execution costs two reads more and a duplicate one, and a transactional
 * operation claims before it commits.
 */
public final class IdentityKeys {

    private final IdentityKey first;
    private final @Nullable Instant moment;
    private final IdentityKey last;

    private IdentityKeys(IdentityKey first, @Nullable Instant moment, IdentityKey last) {
        this.first = first;
        this.moment = moment;
        this.last = last;
    }

    /**
     * {@return identities under one secret}
     *
     * @param id names the secret in every record, never used again for another one: 1 to 12 of [a-z0-9-]
     * @param secret at least 32 random bytes, decoded from the text that keeps them; copied
     * @throws IllegalArgumentException if the secret is absent or too short, or is no random bytes: one byte repeated,
     *     or a text such as hexadecimal digits or Base64
     */
    public static IdentityKeys of(String id, byte[] secret) {
        IdentityKey only = IdentityKey.of(id, secret);
        return new IdentityKeys(only, null, only);
    }

    /**
     * {@return identities that are plain until a moment and under a secret from then on} For a store with records from
     * before; a new one starts with {@link #of}.
     *
     * @param moment the moment, the same for every client
     * @param id names the secret
     * @param secret at least 32 random bytes, decoded from the text that keeps them; copied
     */
    public static IdentityKeys plainUntil(Instant moment, String id, byte[] secret) {
        return new IdentityKeys(
                IdentityKey.plain(), Objects.requireNonNull(moment, "moment"), IdentityKey.of(id, secret));
    }

    /**
     * {@return these identities, under another secret from a moment on}
     *
     * @param moment the moment, the same for every client
     * @param id names the new secret
     * @param secret at least 32 random bytes, decoded from the text that keeps them; copied
     * @throws IllegalArgumentException if the id or the secret is in use, or these identities change at a moment
     *     already: finish one rotation before the next
     */
    public IdentityKeys rotatedAt(Instant moment, String id, byte[] secret) {
        if (this.moment != null) {
            throw new IllegalArgumentException("Identities change at " + this.moment + " already: leave the first key "
                    + "out when no record of it counts any more, and then rotate again");
        }
        if (last.id().equals(id)) {
            throw new IllegalArgumentException("Two identity keys have the id '" + id + "'");
        }
        IdentityKey next = IdentityKey.of(id, secret);
        if (next.hasSecretOf(last)) {
            throw new IllegalArgumentException("Identity keys '" + last.id() + "' and '" + id
                    + "' are the same secret: a rotation needs a new one");
        }
        return new IdentityKeys(first, Objects.requireNonNull(moment, "moment"), next);
    }

    /** {@return the identity before the moment; the only one if there is no moment} */
    public IdentityKey first() {
        return first;
    }

    /** {@return the moment of the rotation; empty for none} */
    public Optional<Instant> moment() {
        return Optional.ofNullable(moment);
    }

    /** {@return the identity from the moment on; the only one if there is no moment} */
    public IdentityKey last() {
        return last;
    }

    /** {@return these identities as they are when the rotation is over} */
    public IdentityKeys withoutRotation() {
        return new IdentityKeys(last, null, last);
    }

    /**
     * {@return the keys under which a store may have the record of a caller's key, the newest first} For people who
     * look for a record, or erase it.
     *
     * @param key the key of the caller
     */
    public List<IdempotencyKey> recordKeys(IdempotencyKey key) {
        return moment == null ? List.of(last.keyed(key)) : List.of(last.keyed(key), first.keyed(key));
    }

    /** {@return the ids of the secrets and the moment} */
    @Override
    public String toString() {
        return moment == null
                ? "IdentityKeys[" + last + "]"
                : "IdentityKeys[" + first + " until " + moment + ", " + last + "]";
    }
}
