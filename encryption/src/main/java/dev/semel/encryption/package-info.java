// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Encryption of stored results, failures and recovery points: an AES-256-GCM envelope that is bound to its record, keys
 * with rotation, and keys of AWS KMS. Start at {@link dev.semel.encryption.EnvelopeEncryption}.
 */
@NullMarked
package dev.semel.encryption;

import org.jspecify.annotations.NullMarked;
