// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/** Semel in a build with Maven: {@link dev.semel.maven.RunMojo} runs the {@code semel} command. */
@NullMarked
package dev.semel.maven;

import org.jspecify.annotations.NullMarked;
