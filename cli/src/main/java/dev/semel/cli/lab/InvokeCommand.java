// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.cli.lab;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semel.cli.local.InputFile;
import dev.semel.model.PrintableText;
import dev.semel.platform.http.FrontClient;
import dev.semel.platform.http.ServiceException;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code semel lab invoke}: an invocation whose exit status tells a failure, as that of the AWS CLI does not. */
@Command(
        name = "invoke",
        description = "Invokes a function, and prints its response. What failed is told in one line.",
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:the function answered",
            "1:the function failed",
            "2:the command line or the event is wrong",
            "3:there is no platform, no such function, or nothing that runs it"
        })
final class InvokeCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FUNCTION", description = "Name of the function.")
    private String function = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "EVENT", description = "File of the event. Default: {}.")
    private @Nullable Path event;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this and exits.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    InvokeCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        byte[] document = "{}".getBytes(StandardCharsets.UTF_8);
        if (event != null) {
            try {
                document = InputFile.bytes(event);
                new JsonMapper().readTree(document);
            } catch (NoSuchFileException e) {
                return refuse(2, "there is no file " + event);
            } catch (IOException e) {
                return refuse(2, "the event in " + event + " cannot be read as JSON");
            }
        }
        try {
            return invoke(document);
        } catch (ServiceException | IOException e) {
            return refuse(3, String.valueOf(e.getMessage()));
        }
    }

    private int invoke(byte[] document) throws IOException, InterruptedException {
        LabClient lab = LabClient.of(environment);
        String path = "/2015-03-31/functions/" + URLEncoder.encode(function, StandardCharsets.UTF_8) + "/invocations";
        try (FrontClient front = new FrontClient(lab.endpoint(), lab.key())) {
            HttpResponse<byte[]> answer = front.rest("lambda", "POST", path, Map.of(), document);
            String response = new String(answer.body(), StandardCharsets.UTF_8);
            if (answer.headers().firstValue("x-amz-function-error").isPresent()) {
                return refuse(
                        1,
                        function + " failed: " + error(response) + "; 'semel lab logs " + function
                                + "' prints what it wrote");
            }
            spec.commandLine().getOut().println(response);
            return 0;
        }
    }

    /** {@return an error's type and message, on one line} */
    private static String error(String response) throws IOException {
        var document = new JsonMapper().readTree(response);
        return PrintableText.shown((document.path("errorType").asText() + ": "
                        + document.path("errorMessage").asText())
                .replaceAll("\\s*\\R\\s*", " "));
    }

    private int refuse(int status, String line) {
        spec.commandLine().getErr().println("semel lab invoke: " + line);
        return status;
    }
}
