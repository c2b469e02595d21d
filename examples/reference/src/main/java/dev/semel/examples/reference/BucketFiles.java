// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.examples.reference;

import java.util.List;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Files of orders in S3, an order a line: {@code id;customer;article;cents}.
 *
 * @param s3 the client
 */
record BucketFiles(S3Client s3) implements OrderFiles {

    @Override
    public List<ShopOrder> read(String bucket, String key) {
        GetObjectRequest request =
                GetObjectRequest.builder().bucket(bucket).key(key).build();
        return s3.getObject(request, ResponseTransformer.toBytes())
                .asUtf8String()
                .lines()
                .filter(line -> !line.isBlank())
                .map(BucketFiles::order)
                .toList();
    }

    private static ShopOrder order(String line) {
        String[] parts = line.split(";", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException(
                    "a line must have id, customer, article and cents, and has " + parts.length + " parts");
        }
        return new ShopOrder(parts[0], parts[1], parts[2], Long.parseLong(parts[3].strip()));
    }
}
