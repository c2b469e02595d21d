// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.benchmarks.stores;

import dev.semel.benchmarks.server.DelayingLink;
import java.io.IOException;
import java.util.List;

/** A database behind a link, and the paths through it. */
interface StoreCourse extends AutoCloseable {

    /** {@return the database with its version, and the client} */
    String title();

    /** {@return the way to the database} */
    DelayingLink link();

    /** {@return the number of round trips to the database so far} */
    long roundTrips();

    /** {@return how often a body has run} */
    long bodies();

    /** {@return the paths} */
    List<StorePath> paths();

    @Override
    void close() throws IOException;
}
