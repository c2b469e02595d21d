// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Constructs for the AWS CDK: the table of records, guarded functions with their sources, alarms and a dashboard. */
@NullMarked
package dev.semel.infrastructure;

import org.jspecify.annotations.NullMarked;
