// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.model;

/**
 * Marks an exception whose message never shows payloads, results or keys, so that the engine may quote it. Of any other
 * exception of a codec, fingerprinter or key extractor it shows the type only.
 */
public interface ContentFree {}
