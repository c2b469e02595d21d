// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;

/** Does what its event says. */
public final class TestHandler implements RequestStreamHandler {

    private final CyclicBarrier meeting = new CyclicBarrier(2);

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        int end = event.indexOf(':');
        switch (end < 0 ? event : event.substring(0, end)) {
            case "fail" -> throw new IllegalStateException("as told");
            case "exit" -> System.exit(7);
            case "overflow" -> throw new StackOverflowError("as told");
            case "hang" -> hang();
            case "meet" -> meet();
            case "start" ->
                answer(output, new ProcessBuilder("sleep", "600").start().pid());
            case "large" -> output.write(new byte[RuntimeApi.MAX_PAYLOAD_BYTES + 1]);
            case "remaining" -> answer(output, context.getRemainingTimeInMillis());
            case "request" -> answer(output, context.getAwsRequestId());
            case "arn" -> answer(output, context.getInvokedFunctionArn());
            case "process" -> answer(output, ProcessHandle.current().pid());
            case "environment" -> answer(output, System.getenv(event.substring(end + 1)));
            case "print" -> System.out.println(event.substring(end + 1));
            default -> answer(output, event);
        }
    }

    private static void answer(OutputStream output, Object value) throws IOException {
        output.write(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
    }

    private void meet() {
        try {
            meeting.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Cannot be made. */
    public static final class Unmade implements RequestStreamHandler {

        /** Fails. */
        public Unmade() {
            throw new IllegalArgumentException("TABLE is not set");
        }

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {}
    }
}
