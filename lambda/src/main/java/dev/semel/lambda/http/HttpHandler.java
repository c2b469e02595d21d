// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.semel.Deadline;
import dev.semel.DeadlineTooShortException;
import dev.semel.Idempotency;
import dev.semel.InvalidPayloadException;
import dev.semel.OperationTemplate;
import dev.semel.Outcome;
import dev.semel.SemelException;
import dev.semel.StoreUnavailableException;
import dev.semel.UnreadableRecordException;
import dev.semel.lambda.InvalidEventException;
import dev.semel.lambda.LambdaDeadline;
import dev.semel.model.IdempotencyRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answers HTTP requests once per {@code Idempotency-Key}, as draft-ietf-httpapi-idempotency-key-header-07 describes,
 * for API Gateway, function URLs, Application Load Balancers and VPC Lattice ({@link HttpSource}). Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * HttpHandler handler = HttpHandler.builder(idempotency, "payments")
 *         .caller(Caller.jwtSubject())
 *         .build((request, execution) -> {
 *             Payment payment = bank.pay(request.body().toUtf8(), execution.effectKey("pay"));
 *             return HttpResponse.text(201, "application/json", payment.json());
 *         });
 * }</pre>
 *
 * <p>Lambda needs a class with a public constructor without arguments: build the handler in yours, keep it in a field,
 * and delegate {@code handleRequest} to it. The deadline is the function's; API Gateway may have given up long before,
 * and the client's retry then meets the running attempt, or its response.
 *
 * <p>A record's key is made of the caller, the method, the route ({@link HttpRequest#route()}) and the client's key. So
 * another caller, method or route makes another operation of the same {@code Idempotency-Key}, and under one route
 * another path, query or body is refused.
 *
 * <p><strong>A replay does not run the body</strong>, and so not the checks inside it: a caller whose right was taken
 * away since still gets the stored response, until the dedupe window ends. Let an authorizer, which runs before, decide
 * who may call; or leave responses that depend on such rights out of {@link StoredStatuses}.
 *
 * <table>
 * <caption>Answers to requests with a key</caption>
 * <tr><th>when</th><th>answer</th></tr>
 * <tr><td>executed now</td><td>the whole response</td></tr>
 * <tr><td>executed before</td><td>the stored response, with {@code Idempotent-Replayed: true}, without cookies and
 *     credential headers</td></tr>
 * <tr><td>key missing or malformed</td><td>400</td></tr>
 * <tr><td>no authenticated caller</td><td>403</td></tr>
 * <tr><td>in progress</td><td>409, {@code Retry-After}: the rest of the lease</td></tr>
 * <tr><td>another payload; payloads not comparable</td><td>422</td></tr>
 * <tr><td>outcome unknown and quarantined</td><td>409 without {@code Retry-After}: a retry does
 *     not help</td></tr>
 * <tr><td>store away; too little time left</td><td>503, {@code Retry-After}</td></tr>
 * <tr><td>executed before, response not kept; record not readable</td><td>500</td></tr>
 * <tr><td>executed now, but not recorded</td><td>the whole response. A retry may execute
 *     again, with the same effect keys</td></tr>
 * <tr><td>executed now, but another attempt took over</td><td>the other attempt's response as a replay if it
 *     has completed, else
 *     409 with {@code Retry-After}</td></tr>
 * <tr><td>the body threw</td><td>the exception goes to Lambda, and the source answers 500 or 502; the key is given
 *     back</td></tr>
 * </table>
 *
 * <p>All answers but the body's are {@code application/problem+json}. Where the body answers a status that is not
 * stored ({@link StoredStatuses}), the client gets that response and the key is released.
 */
public final class HttpHandler implements RequestStreamHandler {

    private final HttpPolicies policies;
    private final HttpBody body;
    private final OperationTemplate<HttpCall, String> guarded;
    private final OperationTemplate<HttpCall, String> open;

    HttpHandler(
            HttpPolicies policies,
            HttpBody body,
            OperationTemplate<HttpCall, String> guarded,
            OperationTemplate<HttpCall, String> open) {
        this.policies = policies;
        this.body = body;
        this.guarded = guarded;
        this.open = open;
    }

    /**
     * Starts a handler.
     *
     * @param idempotency the engine
     * @param name the operation's name, which is part of every key, so keep it as long as records live; never empty
     * @return the builder
     */
    public static HttpHandlerBuilder builder(Idempotency idempotency, String name) {
        return new HttpHandlerBuilder(idempotency, name);
    }

    /**
     * Handles one invocation. An exception of the body is thrown unchanged, a checked one as the cause of a {@link
     * RequestFailedException}; nothing is written then.
     *
     * @throws InvalidEventException if the event is no HTTP request; nothing was executed
     */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        HttpRequest request;
        try {
            request = HttpSource.read(input);
        } catch (MalformedBodyException e) {
            HttpSource.write(answer(e.headers(), Problem.bodyMalformed()), e.format(), output);
            return;
        }
        HttpResponse response;
        try {
            response = handle(request, LambdaDeadline.of(context));
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RequestFailedException.of(guarded.name(), e);
        } catch (Exception e) {
            throw RequestFailedException.of(guarded.name(), e);
        }
        HttpSource.write(response, request.format(), output);
    }

    /**
     * Answers one request, for a handler of your own.
     *
     * @param request the request
     * @param deadline the deadline of the answer, such as the one that {@link LambdaDeadline} returns
     * @return the response
     * @throws Exception the body's own exception
     */
    public HttpResponse handle(HttpRequest request, Deadline deadline) throws Exception {
        if (policies.ignoresKeysOf(request)) {
            KeylessExecution execution = new KeylessExecution(
                    request.method(), deadline.from(policies.clock().instant()), policies.clock());
            return HttpCall.answer(body, request, execution);
        }
        return switch (policies.header().read(request.headers())) {
            case IdempotencyKeyHeader.Malformed malformed ->
                answer(request.headers(), Problem.keyMalformed(policies.header().name(), malformed.problem()));
            case IdempotencyKeyHeader.Absent absent ->
                policies.requiresKeyOf(request)
                        ? answer(
                                request.headers(),
                                Problem.keyMissing(policies.header().name()))
                        : run(open, call(request, "", ""), deadline);
            case IdempotencyKeyHeader.Key key -> withKey(request, key.value(), deadline);
        };
    }

    private HttpResponse withKey(HttpRequest request, String key, Deadline deadline) throws Exception {
        policies.scope().require(request);
        Caller naming = policies.caller();
        String caller = naming == null ? "" : naming.of(request);
        return caller == null
                ? answer(request.headers(), Problem.callerUnknown())
                : run(guarded, call(request, caller, key), deadline);
    }

    private HttpCall call(HttpRequest request, String caller, String key) {
        return new HttpCall(request, caller, key, body, policies);
    }

    private HttpResponse run(OperationTemplate<HttpCall, String> operation, HttpCall call, Deadline deadline)
            throws Exception {
        try {
            return answer(operation.tryRun(call, deadline, call), call, deadline);
        } catch (UnstoredResponse e) {
            return e.response();
        } catch (DeadlineTooShortException e) {
            return unlessBegun(call, e, Problem.noTime(policies.retryAfter()));
        } catch (StoreUnavailableException e) {
            return unlessBegun(call, e, Problem.unavailable(policies.retryAfter()));
        } catch (UnreadableRecordException e) {
            return unlessBegun(call, e, Problem.recordUnreadable());
        } catch (InvalidPayloadException e) {
            return unlessBegun(call, e, Problem.payloadUnreadable());
        }
    }

    /**
     * {@return the problem} Once the body has begun, such an exception comes from another operation inside the body.
     */
    private HttpResponse unlessBegun(HttpCall call, SemelException exception, Problem problem) {
        if (call.hasBegun()) {
            throw exception;
        }
        return answer(call, problem);
    }

    private HttpResponse answer(Outcome<String> outcome, HttpCall call, Deadline deadline) throws Exception {
        return switch (outcome) {
            case Outcome.Executed<String> done -> answered(call, done.value());
            case Outcome.Bypassed<String> done -> answered(call, done.value());
            case Outcome.NotRecorded<String> kept -> answered(call, kept.value());
            case Outcome.Replayed<String> done -> replayed(call, done.value());
            case Outcome.FinallyFailed<String> failed -> throw failed.failure();
            case Outcome.InProgress<String> held -> answer(call, Problem.inProgress(held.retryAfter()));
            case Outcome.Mismatch<String> other -> answer(call, Problem.mismatch());
            case Outcome.Unverifiable<String> other -> answer(call, Problem.unverifiable());
            case Outcome.Quarantined<String> parked -> answer(call, Problem.quarantined());
            case Outcome.ResultUnavailable<String> missing -> answer(call, Problem.resultUnavailable());
            case Outcome.ClaimLost<String> lost -> lost(lost.winner(), call, deadline);
        };
    }

    /**
     * {@return the body's response, with the cookies that are not in the record; the reconciler's response if the body
     * did not run}
     */
    private HttpResponse answered(HttpCall call, @Nullable String encoded) {
        HttpResponse response = call.response();
        return response == null ? decoded(call, encoded, false) : response;
    }

    private HttpResponse replayed(HttpCall call, @Nullable String stored) {
        return decoded(call, stored, true);
    }

    private HttpResponse decoded(HttpCall call, @Nullable String stored, boolean replayed) {
        HttpResponse response;
        try {
            if (stored == null) {
                return answer(call, Problem.resultUnavailable());
            }
            response = StoredResponse.decode(stored);
        } catch (IllegalArgumentException e) {
            return answer(call, Problem.resultUnavailable());
        }
        return replayed ? policies.own().replayed(response, call.request().headers()) : response;
    }

    /**
     * {@return the winner's response} If it is recorded, a second call replays it; the body of that call only answers
     * 409, in case the window has ended in between.
     */
    private HttpResponse lost(@Nullable IdempotencyRecord winner, HttpCall call, Deadline deadline) throws Exception {
        Duration retryAfter = winner instanceof IdempotencyRecord.InProgress running
                ? Duration.between(policies.clock().instant(), running.leaseExpiresAt())
                : policies.retryAfter();
        HttpResponse conflict = answer(call, Problem.claimLost(retryAfter));
        if (!(winner instanceof IdempotencyRecord.Completed)) {
            return conflict;
        }
        try {
            Outcome<String> again = guarded.tryRun(call, deadline, (input, execution) -> {
                throw new UnstoredResponse.NothingDone(conflict);
            });
            return again instanceof Outcome.Replayed<String> done ? replayed(call, done.value()) : conflict;
        } catch (UnstoredResponse | SemelException e) {
            return conflict;
        }
    }

    private HttpResponse answer(HttpCall call, Problem problem) {
        return answer(call.request().headers(), problem);
    }

    private HttpResponse answer(HttpHeaders request, Problem problem) {
        return policies.own().to(request, problem);
    }
}
