// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.template;

/** Languages in which a template is printed. */
enum TemplateFormat {
    /** CloudFormation in YAML; functions need the transform of AWS SAM. */
    CLOUDFORMATION,

    /** Terraform in HCL, for the provider {@code hashicorp/aws}. */
    TERRAFORM,

    /** Parameters of AWS CLI commands. */
    JSON
}
