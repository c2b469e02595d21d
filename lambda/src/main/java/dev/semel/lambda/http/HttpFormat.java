// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

/**
 * Format of a request, which its response must match. The API Gateway Developer Guide ("Lambda proxy integrations"),
 * the Lambda Developer Guide ("Invoking Lambda function URLs"), the guide of Application Load Balancers ("Use Lambda
 * functions as targets") and the Amazon VPC Lattice User Guide ("Lambda functions as targets in VPC Lattice") describe
 * them.
 */
public enum HttpFormat {
    /** A REST API of API Gateway. */
    REST_API,
    /** An HTTP API of API Gateway, payload format 1.0. */
    HTTP_API_1,
    /** An HTTP API of API Gateway, payload format 2.0. Several fields of one name come joined with commas. */
    HTTP_API_2,
    /** A function URL, payload format 2.0. Several fields of one name come joined with commas. */
    FUNCTION_URL,
    /** An Application Load Balancer; of several fields of one name it passes on the last. */
    LOAD_BALANCER,
    /** An Application Load Balancer whose target group has multi-value headers turned on. */
    LOAD_BALANCER_MULTI_VALUE,
    /** VPC Lattice, event structure version 2.0. */
    VPC_LATTICE,
    /**
     * VPC Lattice, the older event structure, which has no identity of the caller. Several fields of one name come
     * joined.
     */
    VPC_LATTICE_1
}
