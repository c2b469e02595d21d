// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import java.util.List;

/** Files of orders in a bucket. */
@FunctionalInterface
public interface OrderFiles {

    /**
     * {@return the orders of a file, in its order}
     *
     * @param bucket the bucket
     * @param key the object's key
     * @throws IllegalArgumentException if the file has a wrong line
     */
    List<ShopOrder> read(String bucket, String key);
}
