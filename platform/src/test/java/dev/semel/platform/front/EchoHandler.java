// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers with its event, or the variable ANSWER, after logging it; events with certain words do something else. */
public final class EchoHandler implements RequestStreamHandler {

    private static final Pattern REPORTED = Pattern.compile("please report.*?\"SequenceNumber\":\"(\\d+)\"");

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        System.out.println("event " + context.getAwsRequestId() + " " + event);
        System.out.println("pid " + ProcessHandle.current().pid());
        if (event.contains("please fail")) {
            throw new IllegalStateException("failed as asked");
        }
        if (event.contains("please exit")) {
            System.exit(7);
        }
        if (event.contains("please hang")) {
            hang();
        }
        Matcher reported = REPORTED.matcher(event);
        if (reported.find()) {
            event = "{\"batchItemFailures\":[{\"itemIdentifier\":\"" + reported.group(1) + "\"}]}";
        }
        if (event.contains("please tell")) {
            String name = event.substring(event.indexOf('$') + 1, event.lastIndexOf('$'));
            event = "\"" + System.getenv(name) + "\"";
        }
        event = System.getenv().getOrDefault("ANSWER", event);
        output.write(event.getBytes(StandardCharsets.UTF_8));
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
