// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** Context of a redrive: this invocation's own, with the request id of the invocation that failed. */
final class RedriveContext implements Context {

    private final Context own;
    private final String requestId;

    RedriveContext(Context own, String requestId) {
        this.own = own;
        this.requestId = requestId;
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return own.getLogGroupName();
    }

    @Override
    public String getLogStreamName() {
        return own.getLogStreamName();
    }

    @Override
    public String getFunctionName() {
        return own.getFunctionName();
    }

    @Override
    public String getFunctionVersion() {
        return own.getFunctionVersion();
    }

    @Override
    public String getInvokedFunctionArn() {
        return own.getInvokedFunctionArn();
    }

    @Override
    public CognitoIdentity getIdentity() {
        return own.getIdentity();
    }

    @Override
    public ClientContext getClientContext() {
        return own.getClientContext();
    }

    @Override
    public int getRemainingTimeInMillis() {
        return own.getRemainingTimeInMillis();
    }

    @Override
    public int getMemoryLimitInMB() {
        return own.getMemoryLimitInMB();
    }

    @Override
    public LambdaLogger getLogger() {
        return own.getLogger();
    }

    @Override
    public String getTenantId() {
        return own.getTenantId();
    }

    @Override
    public String getXrayTraceId() {
        return own.getXrayTraceId();
    }
}
