// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.dynamodb;

import dev.semel.store.StoreException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * What a failed request means to the caller. Only what certainly was not applied, and will fail again, is refused;
 * everything else gave no answer. Our messages carry the error code and not the service's words, which may quote a
 * request.
 */
final class Failures {

    private static final int SERVER_ERROR = 500;

    /** Client errors by status that another try may cure. */
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

    private Failures() {}

    /**
     * Returns what to throw.
     *
     * @param action the request that failed
     */
    static StoreException of(RuntimeException failure, String store, String call, Action action) {
        return failure instanceof DynamoDbException answer && !isTransient(answer)
                ? refusal(answer, store, call, action)
                : StoreException.unavailable(store, call, failure);
    }

    /** Returns whether the caller lacks a permission. */
    static boolean isDenied(RuntimeException failure) {
        return failure instanceof DynamoDbException answer && DENIED.contains(code(answer));
    }

    /** Returns whether the request is none that DynamoDB takes. */
    static boolean isInvalid(RuntimeException failure) {
        return failure instanceof DynamoDbException answer && code(answer).equals("ValidationException");
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
                    ? "a table, of the record or of one of the writes, is not there; create it, or correct its name, account "
                            + "or Region"
                    : "the table is not there; create it, or correct its name, account or Region";
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

    private static String code(DynamoDbException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "no error code" : details.errorCode();
    }

    private static String message(DynamoDbException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorMessage() == null ? "" : details.errorMessage();
    }
}
