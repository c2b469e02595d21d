// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * A client that loses replies below the SDK: the server has applied the request, while the SDK sees a broken connection
 * and may retry.
 */
public final class LossyHttpClient implements SdkHttpClient {

    private final SdkHttpClient network = UrlConnectionHttpClient.create();
    private final AtomicInteger toLose = new AtomicInteger();
    private final AtomicInteger lostRequests = new AtomicInteger();
    private final AtomicInteger lostReplies = new AtomicInteger();
    private final AtomicReference<Runnable> pause = new AtomicReference<>(() -> {});
    private volatile String ending = "";
    private final Random random;
    private final double share;

    /** A client that loses only the replies of {@link #loseNext}. */
    LossyHttpClient() {
        this(new Random(0), 0);
    }

    /** A client that loses this share of the requests on their way, and of the replies. */
    public LossyHttpClient(Random random, double share) {
        this.random = random;
        this.share = share;
    }

    /** Loses the replies to the next {@code requests} requests. */
    void loseNext(int requests) {
        loseNext(requests, "");
    }

    /** Loses the replies to the next {@code requests} requests whose name ends so. */
    void loseNext(int requests, String name) {
        ending = name;
        toLose.set(requests);
    }

    /** Runs {@code meanwhile} once, when the server has answered the next request and before its reply is seen. */
    void onceSent(Runnable meanwhile) {
        pause.set(meanwhile);
    }

    int lost() {
        return lostRequests() + lostReplies();
    }

    /** {@return how many requests never reached the server} */
    public int lostRequests() {
        return lostRequests.get();
    }

    /** {@return how many requests the server answered in vain} */
    public int lostReplies() {
        return lostReplies.get();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = network.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                if (random.nextDouble() < share) {
                    lostRequests.incrementAndGet();
                    throw new IOException("the request was lost");
                }
                HttpExecuteResponse response = prepared.call();
                pause.getAndSet(() -> {}).run();
                boolean loses = matches(request) && toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
                if (loses || random.nextDouble() < share) {
                    lostReplies.incrementAndGet();
                    throw new IOException("the reply was lost");
                }
                return response;
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private boolean matches(HttpExecuteRequest request) {
        return request.httpRequest()
                .firstMatchingHeader("X-Amz-Target")
                .orElse("")
                .endsWith(ending);
    }

    @Override
    public void close() {
        network.close();
    }
}
