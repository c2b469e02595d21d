// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.lambda.http;

import dev.semel.model.Blob;
import java.util.List;
import java.util.Map;

/**
 * Reader of the events of Amazon VPC Lattice, as "Lambda functions as targets in VPC Lattice" of the Amazon VPC Lattice
 * User Guide describes them: version 2.0, and the older version without a number. Lattice has no routes with templates.
 */
final class VpcLatticeReader {

    private VpcLatticeReader() {}

    /** {@return whether this is an event of version 2.0: unlike others of that number it names a service of Lattice} */
    static boolean isSecond(HttpEvent event) {
        return event.context().has("serviceArn")
                || event.context().has("serviceNetworkArn")
                || (event.has("method") && event.has("path"));
    }

    /** {@return whether this is an event of the older version, the only one without a context} */
    static boolean isFirst(HttpEvent event) {
        return event.has("raw_path") || (event.has("method") && !event.has("requestContext"));
    }

    static HttpRequest second(HttpEvent event) throws MalformedBodyException {
        HttpHeaders headers = event.anyHeaders();
        List<HttpHeaders.Field> parameters = event.anyFields("queryStringParameters");
        parameters.addAll(event.anyFields("query_string_parameters"));
        return request(
                HttpFormat.VPC_LATTICE,
                event,
                event.required("path"),
                headers,
                parameters,
                event.body(HttpFormat.VPC_LATTICE, "isBase64Encoded", headers),
                identity(event));
    }

    static HttpRequest first(HttpEvent event) throws MalformedBodyException {
        HttpHeaders headers = event.anyHeaders();
        return request(
                HttpFormat.VPC_LATTICE_1,
                event,
                event.required("raw_path"),
                headers,
                event.anyFields("query_string_parameters"),
                event.body(HttpFormat.VPC_LATTICE_1, "is_base64_encoded", headers),
                HttpIdentity.unknown());
    }

    private static HttpRequest request(
            HttpFormat format,
            HttpEvent event,
            String pathAndQuery,
            HttpHeaders headers,
            List<HttpHeaders.Field> parameters,
            Blob body,
            HttpIdentity identity) {
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        if (path.isBlank()) {
            throw HttpEvent.invalid(
                    format == HttpFormat.VPC_LATTICE ? "path" : "raw_path",
                    "has nothing before its query",
                    "Pass on the event as its source sent it");
        }
        return new HttpRequest(
                format,
                event.required("method"),
                path,
                null,
                headers,
                HttpQuery.merged(
                        mark < 0 ? null : pathAndQuery.substring(mark + 1), HttpQuery.listed(parameters, false)),
                Map.of(),
                HttpEventReader.cookies(headers),
                body,
                identity,
                api(event),
                "",
                null);
    }

    /** The service is what other formats call the API. */
    private static String api(HttpEvent event) {
        String service = event.metadata("requestContext", "serviceArn");
        return service == null ? "" : service;
    }

    /** The principal counts only where Lattice has checked a signature. */
    private static HttpIdentity identity(HttpEvent event) {
        boolean signed = "AWS_IAM".equals(event.metadata("requestContext", "identity", "type"));
        return new HttpIdentity(
                null,
                Map.of(),
                event.scalars("requestContext", "identity"),
                signed ? event.metadata("requestContext", "identity", "principal") : null,
                null,
                null,
                event.nonTexts(HttpIdentity.CONTEXT, "requestContext", "identity"));
    }
}
