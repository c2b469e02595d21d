// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
/**
 * {@code semel doctor}: a deployment is read from a template or from live services into a {@link
 * dev.semel.cli.doctor.DeploymentModel}, which checks compare with the rules of the catalogue, {@link
 * dev.semel.cli.doctor.FindingKind}.
 */
@NullMarked
package dev.semel.cli.doctor;

import org.jspecify.annotations.NullMarked;
