// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Texts and trees of JSON, and their canonical form. Jackson's streaming part reads. Exported to modules of Semel only:
 * no API.
 */
@NullMarked
package dev.semel.json.text;

import org.jspecify.annotations.NullMarked;
