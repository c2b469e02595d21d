// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semel.platform.http.ApiAnswer;
import dev.semel.platform.http.ApiRequest;
import dev.semel.platform.http.ServiceException;
import dev.semel.platform.http.Xml;
import java.util.Set;

/** The form in which a service's protocol puts its errors. */
enum ErrorForm {
    /** S3. */
    REST_XML {
        @Override
        ApiAnswer answer(ServiceException error, String requestId) {
            return ApiAnswer.xml(
                    error.status(),
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error>" + Xml.element("Code", error.code())
                            + Xml.element("Message", error.text()) + Xml.element("RequestId", requestId) + "</Error>");
        }
    },
    /** SNS, STS, IAM. */
    QUERY {
        @Override
        ApiAnswer answer(ServiceException error, String requestId) {
            return ApiAnswer.xml(
                    error.status(),
                    "<ErrorResponse><Error>"
                            + Xml.element("Type", error.status() < 500 ? "Sender" : "Receiver")
                            + Xml.element("Code", error.code()) + Xml.element("Message", error.text())
                            + "</Error>" + Xml.element("RequestId", requestId) + "</ErrorResponse>");
        }
    },
    /** Lambda and all services with a target header. */
    JSON {
        @Override
        ApiAnswer answer(ServiceException error, String requestId) {
            ObjectNode document = new JsonMapper()
                    .createObjectNode()
                    .put("__type", error.code())
                    .put("Type", error.status() < 500 ? "User" : "Service")
                    .put("message", error.text())
                    .put("Message", error.text());
            return ApiAnswer.json(error.status(), document).with("x-amzn-ErrorType", error.code());
        }
    };

    /** Services with the query protocol: clients of others may send a form's type with an empty body. */
    private static final Set<String> QUERY_SERVICES = Set.of("sqs", "sns", "sts", "iam", "monitoring");

    abstract ApiAnswer answer(ServiceException error, String requestId);

    /** {@return the form that a client of a service reads} The service is empty where a request does not name it. */
    static ErrorForm of(String service, ApiRequest request) {
        if (service.equals("s3")) {
            return REST_XML;
        }
        boolean isForm = request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded");
        return isForm && (service.isEmpty() || QUERY_SERVICES.contains(service)) ? QUERY : JSON;
    }
}
