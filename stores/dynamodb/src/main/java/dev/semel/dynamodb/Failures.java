// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.store.StoreException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Translates a failed request into a {@link StoreException}. Only a request that certainly was not applied, and that
 * would fail again, is refused; every other failure is "no answer". Messages carry the error code, never the service's
 * text, which may quote a request.
 */
final class Failures {

    private static final int SERVER_ERROR = 500;

    /** Error codes with a client-error status that a later try may cure. */
    private static final Set<String> TRANSIENT = Set.of(
            "TransactionConflictException",
            "TransactionInProgressException",
            "ReplicatedWriteConflictException",
            "ThrottlingException",
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "LimitExceededException",
            "RequestTimeout",
            "RequestTimeoutException");

    private static final Set<String> DENIED = Set.of("AccessDeniedException", "AccessDenied");

    private static final Set<String> NO_CREDENTIALS = Set.of(
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "IncompleteSignatureException",
            "MissingAuthenticationTokenException",
            "MissingAuthenticationToken",
            "InvalidClientTokenId",
            "ExpiredTokenException",
            "ExpiredToken");

    private static final String WITHOUT_CREDENTIALS = "the client found no credentials; give the function or machine a"
            + " role, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the client a credentialsProvider";

    private Failures() {}

    /**
     * {@return the exception to throw}
     *
     * @param failure the exception of the SDK
     * @param store the name of the store
     * @param call the name of the call
     * @param action the request that failed
     */
    static StoreException of(RuntimeException failure, String store, String call, Action action) {
        if (isWithoutCredentials(failure)) {
            return StoreException.refused(store, call, WITHOUT_CREDENTIALS, null);
        }
        if (!(failure instanceof DynamoDbException answer) || code(answer).isEmpty() || isTransient(answer)) {
            return StoreException.unavailable(store, call, failure);
        }
        return mayFollowALostReply(answer)
                ? StoreException.unavailable(store, call, lastOfSeveral(answer))
                : refusal(answer, store, call, action);
    }

    /**
     * {@return whether the client found no credentials} It looks for them before it sends a request, so nothing was
     * applied. The SDK has no type and no code of its own for this; a provider's own failure counts as no answer.
     */
    private static boolean isWithoutCredentials(RuntimeException failure) {
        String message = failure.getMessage();
        return failure instanceof SdkClientException
                && message != null
                && message.startsWith("Unable to load credentials from any of the providers in the chain");
    }

    /** {@return whether the caller lacks a permission} */
    static boolean isDenied(RuntimeException failure) {
        return failure instanceof DynamoDbException answer && DENIED.contains(code(answer));
    }

    /** {@return whether DynamoDB calls the request invalid} */
    static boolean isInvalid(RuntimeException failure) {
        return failure instanceof DynamoDbException answer && code(answer).equals("ValidationException");
    }

    /**
     * S6: a refusal of the client's own retry says nothing about its earlier attempts, one of which may have been
     * applied and lost its reply. The SDK does not report why it retried.
     */
    private static boolean mayFollowALostReply(DynamoDbException answer) {
        Integer attempts = answer.numAttempts();
        return attempts != null && attempts > 1;
    }

    private static IllegalStateException lastOfSeveral(DynamoDbException answer) {
        return new IllegalStateException(
                "the client's last attempt failed with " + code(answer) + ", but an earlier one may have been applied",
                answer);
    }

    private static boolean isTransient(DynamoDbException answer) {
        return answer.statusCode() >= SERVER_ERROR
                || answer.isThrottlingException()
                || answer.isClockSkewException()
                || TRANSIENT.contains(code(answer));
    }

    private static StoreException refusal(DynamoDbException answer, String store, String call, Action action) {
        String code = code(answer);
        if (code.equals("ValidationException") && message(answer).contains("Item size")) {
            return StoreException.tooLarge(store, call, ItemSize.LIMIT + 1L, ItemSize.LIMIT, action.whenTooLarge());
        }
        return StoreException.refused(store, call, remedy(code, action), answer);
    }

    private static String remedy(String code, Action action) {
        if (code.equals("ResourceNotFoundException")) {
            return action.name().equals("dynamodb:TransactWriteItems")
                    ? "the table of the record or of one of the writes does not exist; create it, or correct its name, "
                            + "account or Region"
                    : "the table does not exist; create it, or correct its name, account or Region";
        }
        if (DENIED.contains(code)) {
            return "no permission; allow " + action.permissions();
        }
        if (NO_CREDENTIALS.contains(code)) {
            return "the client's credentials are not accepted (" + code + "); correct or renew them";
        }
        if (code.equals("ValidationException")) {
            return action.name() + " " + action.whenInvalid();
        }
        return action.name() + " failed with " + code + "; see the cause";
    }

    /** {@return the error code; empty if the body of the error was cut off or is not DynamoDB's} */
    private static String code(DynamoDbException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static String message(DynamoDbException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorMessage() == null ? "" : details.errorMessage();
    }
}
