// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The context of an invocation of a handler in this process, without a runtime. It has no identity and no client, and its
 * logger drops what it is given. Thread-safe if the clock is.
 *
 * @param functionName the function's name; log group, log stream and ARN are made of it
 * @param requestId the invocation's request id
 * @param deadline when the function times out; the remaining time is 0 from then on
 * @param clock what time it is
 */
public record LocalContext(String functionName, String requestId, Instant deadline, InstantSource clock)
        implements Context {

    private static final int MEMORY_MB = 512;

    /** Refuses null. */
    public LocalContext {
        Objects.requireNonNull(functionName, "functionName");
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(clock, "clock");
    }

    /** Returns the context of an invocation that has this time left whenever it is asked. */
    public static LocalContext withTimeLeft(String functionName, String requestId, Duration left) {
        return new LocalContext(functionName, requestId, Instant.EPOCH.plus(left), () -> Instant.EPOCH);
    }

    /** Returns the time until the deadline in milliseconds: at least 0, at most {@link Integer#MAX_VALUE}. */
    @Override
    public int getRemainingTimeInMillis() {
        long left = Duration.between(clock.instant(), deadline).toMillis();
        return (int) Math.max(0, Math.min(left, Integer.MAX_VALUE));
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + functionName;
    }

    @Override
    public String getLogStreamName() {
        return functionName;
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-east-1:000000000000:function:" + functionName;
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    /** Returns 512. */
    @Override
    public int getMemoryLimitInMB() {
        return MEMORY_MB;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                // nobody reads it
            }

            @Override
            public void log(byte[] message) {
                // nobody reads it
            }
        };
    }
}
