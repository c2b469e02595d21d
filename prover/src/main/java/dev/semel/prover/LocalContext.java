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
 * The context of an invocation of a handler in this process, without a runtime. It has no identity and no client, and
 * its logger drops every message. Thread-safe if the clock is.
 */
public final class LocalContext implements Context {

    private static final int MEMORY_MB = 512;

    private final String functionName;
    private final String logStream;
    private final String requestId;
    private final Instant deadline;
    private final InstantSource clock;
    private final Duration spent;

    /**
     * Makes a context.
     *
     * @param functionName the function's name, from which log group, log stream and ARN are made
     * @param requestId the invocation's request id
     * @param deadline the moment of the function's timeout; the remaining time is 0 from then on
     * @param clock the clock from which the remaining time is computed
     */
    public LocalContext(String functionName, String requestId, Instant deadline, InstantSource clock) {
        this(functionName, functionName, requestId, deadline, clock, Duration.ZERO);
    }

    /**
     * Makes a context with a log stream of its own, as each execution environment has one.
     *
     * @param spent the part of the remaining time that the way to the handler took, and that the clock does not show
     */
    LocalContext(
            String functionName,
            String logStream,
            String requestId,
            Instant deadline,
            InstantSource clock,
            Duration spent) {
        this.spent = spent;
        this.logStream = Objects.requireNonNull(logStream, "logStream");
        this.functionName = Objects.requireNonNull(functionName, "functionName");
        this.requestId = Objects.requireNonNull(requestId, "requestId");
        this.deadline = Objects.requireNonNull(deadline, "deadline");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Returns the context of an invocation whose remaining time never changes.
     *
     * @param functionName the function's name
     * @param requestId the invocation's request id
     * @param left the remaining time
     * @return the context
     */
    public static LocalContext withTimeLeft(String functionName, String requestId, Duration left) {
        return new LocalContext(functionName, requestId, Instant.EPOCH.plus(left), () -> Instant.EPOCH);
    }

    /** {@return the time until the deadline in milliseconds: at least 0, at most {@link Integer#MAX_VALUE}} */
    @Override
    public int getRemainingTimeInMillis() {
        long left = Duration.between(clock.instant(), deadline).minus(spent).toMillis();
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
        return logStream;
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

    /** {@return 512} */
    @Override
    public int getMemoryLimitInMB() {
        return MEMORY_MB;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                // dropped
            }

            @Override
            public void log(byte[] message) {
                // dropped
            }
        };
    }
}
