// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The encoded result of a completed record: a success, or a final failure. */
public sealed interface StoredResult {

    /** {@return the digest by which a store recognises a repeated completion (S6)} */
    ResultDigest digest();

    /**
     * A success.
     *
     * @param value the encoded value; null for none, as of a {@code void} operation
     */
    record Success(@Nullable Blob value) implements StoredResult {

        @Override
        public ResultDigest digest() {
            return ResultDigest.of("success", "", value);
        }
    }

    /**
     * A final failure: every duplicate fails the same way.
     *
     * @param type the declared name of the kind of failure; never empty
     * @param value the encoded failure; null for none
     */
    record FinalFailure(String type, @Nullable Blob value) implements StoredResult {

        /** Validates the type. */
        public FinalFailure {
            Text.requireFilled(Objects.requireNonNull(type, "type"), "failure type");
        }

        @Override
        public ResultDigest digest() {
            return ResultDigest.of("failure", type, value);
        }

        @Override
        public String toString() {
            return "FinalFailure[type=" + PrintableText.name(type) + ", value=" + value + "]";
        }
    }

    /**
     * A result that is not there although the operation completed: not kept by policy, or not readable. It is reported,
     * never re-executed (S12).
     *
     * @param reason the reason, for logs; never empty
     * @param digest the digest of the result that is missing
     */
    record Missing(String reason, ResultDigest digest) implements StoredResult {

        /**
         * {@return the stand-in for a result that could not be encoded and so has no bytes}
         *
         * @param reason the reason, for logs
         */
        public static Missing unencodable(String reason) {
            return new Missing(reason, ResultDigest.of("missing", reason, null));
        }

        /** Validates the reason. */
        public Missing {
            Text.requireFilled(Objects.requireNonNull(reason, "reason"), "reason");
            Objects.requireNonNull(digest, "digest");
        }

        @Override
        public String toString() {
            return "Missing[reason=" + PrintableText.line(reason, 200) + ", digest=" + digest + "]";
        }
    }
}
