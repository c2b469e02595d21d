// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Codecs of results and final failures, fingerprints of payloads, and type tokens. */
@NullMarked
package dev.semel.codec;

import org.jspecify.annotations.NullMarked;
