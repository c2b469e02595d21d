// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.front;

import dev.semel.model.Blob;
import dev.semel.platform.clock.LabClock;
import dev.semel.platform.engine.EngineJars;
import dev.semel.platform.http.Arn;
import dev.semel.platform.logs.LogStore;
import dev.semel.platform.logs.MetricStore;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The platform on one machine: DynamoDB, S3, SQS, Lambda and what connects them, behind one address for the AWS CLI and
 * the SDKs. Handlers run as they are, each in a runtime process of its own.
 *
 * <pre>{@code
 * try (Lab lab = Lab.builder(jars).start()) {
 *     // clients with lab.endpoint(), Region us-east-1, lab.accessKey() and lab.secretKey()
 * }
 * }</pre>
 *
 * <p>Everything listens on the loopback interface only. Thread-safe. Closing ends the servers, the functions' processes
 * and their temporary files.
 */
public final class Lab implements AutoCloseable {

    private final Front front;
    private final LabParts parts;
    private final String accessKey;
    private final String secretKey;

    private Lab(Front front, LabParts parts, String accessKey, String secretKey) {
        this.front = front;
        this.parts = parts;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /**
     * Returns the builder of a platform.
     *
     * @param jars the source of the engines' classes
     * @return the builder
     */
    public static LabBuilder builder(EngineJars jars) {
        return new LabBuilder(jars);
    }

    static Lab start(LabBuilder settings) throws IOException, InterruptedException {
        String accessKey = settings.accessKey();
        String secretKey = settings.secretKey();
        Front front = Front.bind(settings.port());
        try {
            LabParts parts = LabParts.start(settings, front.endpoint(), accessKey, secretKey);
            Gate gate = new Gate(accessKey, front.port());
            front.serve(gate, parts.services(), parts.own(), parts.functionUrls(), parts.apis(gate));
            return new Lab(front, parts, accessKey, secretKey);
        } catch (IOException | InterruptedException | RuntimeException e) {
            front.close();
            throw e;
        }
    }

    /** {@return the address of every service} */
    public URI endpoint() {
        return front.endpoint();
    }

    /** {@return the access key of this start, without which requests are refused} */
    public String accessKey() {
        return accessKey;
    }

    /** {@return a secret to sign with; signatures are not compared} */
    public String secretKey() {
        return secretKey;
    }

    /** {@return the platform's clock, on which delays between tries run} */
    public LabClock clock() {
        return parts.clock();
    }

    /** {@return the operations that the platform itself serves, by service; those of its engines are not among them} */
    public Map<String, List<String>> operations() {
        return parts.operations();
    }

    /** {@return what functions wrote} */
    public LogStore logs() {
        return parts.logs();
    }

    /** {@return the metrics that functions wrote} */
    public MetricStore metrics() {
        return parts.metrics();
    }

    /**
     * Finds the event of a function's last invocation, so that it can be delivered again.
     *
     * @param function the function's name
     * @return the event; empty before the first invocation
     * @throws dev.semel.platform.http.ServiceException if the function is absent
     */
    public Optional<Blob> lastEvent(String function) {
        return parts.invoker().lastEvent(function);
    }

    /** {@return the variables by which the AWS CLI and the SDKs find the platform, and nothing else} */
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ENDPOINT_URL", endpoint().toString());
        variables.put("AWS_REGION", Arn.REGION);
        variables.put("AWS_DEFAULT_REGION", Arn.REGION);
        variables.put("AWS_ACCESS_KEY_ID", accessKey);
        variables.put("AWS_SECRET_ACCESS_KEY", secretKey);
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        return variables;
    }

    @Override
    public void close() throws IOException {
        front.close();
        parts.close();
    }
}
