// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.prover.world;

import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The exceptions by which the callers of shared objects notice that a call, or its reply, is lost. */
public final class LostCalls {

    private static final String MESSAGE = "the prover lost the call or its reply";
    private static final String AWS_CLIENTS = "software.amazon.awssdk.services.";

    private LostCalls() {}

    /** {@return what a client of a type throws: an SDK client's own exception, or an {@link IllegalStateException}} */
    public static Supplier<RuntimeException> of(Class<?> type) {
        return type.getName().startsWith(AWS_CLIENTS) ? Aws::lost : () -> new IllegalStateException(MESSAGE);
    }

    /** Apart, because the SDK is there only if the handler uses it. */
    private static final class Aws {

        static RuntimeException lost() {
            return SdkClientException.create(MESSAGE);
        }
    }
}
