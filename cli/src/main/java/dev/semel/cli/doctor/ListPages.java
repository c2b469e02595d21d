// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Lists that a service answers in pages. */
final class ListPages {

    private static final int MOST = 10_000;

    /** One request of a list. */
    @FunctionalInterface
    interface Request<P> {

        /** {@return the page of a token; of null, the first one} */
        P page(@Nullable String token);
    }

    private ListPages() {}

    /**
     * {@return the members of all pages}
     *
     * @throws SdkClientException if there are more than 10,000 pages
     */
    static <P, T> List<T> all(Request<P> request, Function<P, List<T>> members, Function<P, @Nullable String> token) {
        List<T> all = new ArrayList<>();
        String next = null;
        for (int i = 0; i < MOST; i++) {
            P page = request.page(next);
            all.addAll(members.apply(page));
            next = token.apply(page);
            if (next == null || next.isEmpty()) {
                return all;
            }
        }
        throw SdkClientException.create("a list has more than " + MOST + " pages");
    }
}
