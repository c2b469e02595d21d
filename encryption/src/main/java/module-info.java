// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Encryption of stored results, failures and recovery points, bound to their records. */
module dev.semel.encryption {
    requires transitive dev.semel;
    requires static software.amazon.awssdk.core;
    requires static software.amazon.awssdk.services.kms; // not transitive: a user without KMS compiles without it
    requires static transitive org.jspecify;

    exports dev.semel.encryption;
}
