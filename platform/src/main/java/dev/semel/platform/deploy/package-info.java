// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0

/** Templates of CloudFormation and SAM, and their deployment on a running platform. */
@NullMarked
package dev.semel.platform.deploy;

import org.jspecify.annotations.NullMarked;
