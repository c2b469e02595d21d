// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over kind, failure type and bytes of a result.
 *
 * @param value 43 characters of base64url
 */
public record ResultDigest(String value) {

    /** Validates that there is one. */
    public ResultDigest {
        Text.requireFilled(Objects.requireNonNull(value, "value"), "result digest");
    }

    // Written out, as ClaimId's are: every first completion compares digests.
    @Override
    public boolean equals(Object other) {
        return other instanceof ResultDigest that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    static ResultDigest of(String kind, String type, @Nullable Blob value) {
        return new ResultDigest(new Sha256().text(kind).text(type).blob(value).base64Url());
    }

    /** {@return the size only: a digest of a guessable result is the result} */
    @Override
    public String toString() {
        return "ResultDigest[" + value.length() + " characters]";
    }
}
