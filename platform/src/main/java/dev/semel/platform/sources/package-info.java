// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Event sources: what each delivers to functions, queues and topics, and by which rules. */
@NullMarked
package dev.semel.platform.sources;

import org.jspecify.annotations.NullMarked;
