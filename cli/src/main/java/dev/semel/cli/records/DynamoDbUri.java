// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.records;

import dev.semel.cli.records.StoreOptions.OpenedStore;
import dev.semel.dynamodb.DynamoDbStore;
import dev.semel.dynamodb.DynamoDbStoreBuilder;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * {@code dynamodb:TABLE?region=R&endpoint=URL&sort=ATTRIBUTE:VALUE}. Credentials come from where the AWS SDK looks for
 * them; a server on the loopback interface needs none.
 *
 * @param table the table
 * @param options the options by name
 */
record DynamoDbUri(String table, Map<String, String> options) {

    private static final Set<String> KNOWN = Set.of("region", "endpoint", "sort");
    private static final Pattern REGION = Pattern.compile("[a-zA-Z0-9-]+");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    DynamoDbUri {
        options = Map.copyOf(options);
    }

    static DynamoDbUri parse(String uri) {
        String rest = uri.substring("dynamodb:".length());
        int question = rest.indexOf('?');
        String table = question < 0 ? rest : rest.substring(0, question);
        if (table.isEmpty()) {
            throw new RefusedException("--store dynamodb: names no table");
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (String option :
                question < 0 ? new String[0] : rest.substring(question + 1).split("&", -1)) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (equals < 0 || !KNOWN.contains(name)) {
                throw new RefusedException("--store dynamodb: takes region=, endpoint= and sort= after the table");
            }
            options.put(name, decoded(name, option.substring(equals + 1)));
        }
        return new DynamoDbUri(table, options);
    }

    OpenedStore open(CommandContext context) {
        DynamoDbClientBuilder builder = DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create());
        String endpoint = options.getOrDefault("endpoint", "");
        if (!endpoint.isEmpty()) {
            URI address = endpoint(endpoint);
            builder.endpointOverride(address);
            if (LOOPBACK.contains(address.getHost())
                    && context.variable("AWS_ACCESS_KEY_ID").isEmpty()) {
                builder.credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
            }
        }
        String region = options.getOrDefault("region", endpoint.isEmpty() ? "" : "us-east-1");
        if (!region.isEmpty()) {
            if (!REGION.matcher(region).matches()) {
                throw new RefusedException("--store dynamodb: region= is no Region such as eu-west-1");
            }
            builder.region(Region.of(region));
        }
        return store(client(builder));
    }

    private OpenedStore store(DynamoDbClient client) {
        try {
            return new OpenedStore(configured(client).build(), client);
        } catch (IllegalArgumentException | RefusedException e) {
            client.close();
            throw new RefusedException("--store dynamodb: " + e.getMessage());
        }
    }

    private DynamoDbStoreBuilder configured(DynamoDbClient client) {
        DynamoDbStoreBuilder store = DynamoDbStore.builder(client, table);
        String sort = options.getOrDefault("sort", "");
        if (!sort.isEmpty()) {
            int colon = sort.indexOf(':');
            if (colon < 1) {
                throw new RefusedException("takes sort= as ATTRIBUTE:VALUE");
            }
            store.sortKey(sort.substring(0, colon), sort.substring(colon + 1));
        }
        return store;
    }

    private static DynamoDbClient client(DynamoDbClientBuilder builder) {
        try {
            return builder.build();
        } catch (SdkClientException e) {
            if (e.getMessage() != null && e.getMessage().startsWith("Unable to load region")) {
                throw new RefusedException("--store dynamodb: knows no Region; add ?region=, or set AWS_REGION");
            }
            throw e;
        }
    }

    private static String decoded(String name, String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--store dynamodb: " + name + "= has a % that is followed by no two hex digits");
        }
    }

    private static URI endpoint(String text) {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null && text.matches("https?://.*")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--store dynamodb: endpoint= is no address");
        }
        throw new RefusedException("--store dynamodb: endpoint= is no address");
    }
}
