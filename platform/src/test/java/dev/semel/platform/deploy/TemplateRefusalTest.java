// SPDX-FileCopyrightText: The Semel authors
// SPDX-License-Identifier: Apache-2.0
package dev.semel.platform.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates that are refused before anything is created, and the values of functions. */
class TemplateRefusalTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            R: {Type: AWS::RDS::DBInstance} | the type AWS::RDS::DBInstance of R is not served
            R: {Type: AWS::SQS::Queue, Properties: {Color: red}} | the property Color of R (AWS::SQS::Queue) is
            R: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Nobody}} | Ref Nobody names no parameter and no
            R: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !GetAtt R.Size}} | R: GetAtt R.Size is not known
            R: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: !ImportValue x}} | R: the function Fn::ImportValue
            R: {Type: AWS::SQS::Queue, Condition: Absent} | there is no condition Absent
            R: [unclosed | is no YAML
            R: {Type: AWS::SQS::Queue, Type: AWS::SNS::Topic} | line 2 repeats the key Type
            R: {Type: AWS::Lambda::Function, Properties: {Code: no.jar}} | the code of R is not there
            R: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: MSK}}}} | the event E of R has the type
            R: {Type: AWS::Serverless::HttpApi, Properties: {Auth: {DefaultAuthorizer: Jwt}}} | the authorizer of R is
            R: {Type: AWS::Serverless::Api, Properties: {StageName: a, DefinitionBody: {}}} | property DefinitionBody of
            R: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Api,\
             Properties: {Request: {}}}}}} | Request
            R: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: Schedule,\
             Properties: {DeadLetterConfig: {Type: SQS}}}}}} | the DeadLetterConfig of RE (AWS::Events::Rule) has no Arn
            R: {Type: AWS::Serverless::Function, Properties: {Events: {E: {Type: ScheduleV2,\
             Properties: {DeadLetterConfig: {Type: SQS}}}}}} | the DeadLetterConfig of RE (AWS::Scheduler::Schedule)
            R: {Type: AWS::Serverless::Function, Properties: {DeadLetterQueue: {Type: SQS}}} | has no TargetArn
            R: {Type: AWS::Lambda::Function, Properties: {DeadLetterConfig: {Arn: x}}} | the DeadLetterConfig of R (
            """)
    void whatIsNotServedIsRefusedByName(String resource, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("template.yaml"), "Resources:\n  " + resource + "\n");
        assertThatThrownBy(() -> TemplateDeployment.read(file, "lab", Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(message);
    }

    @Test
    void everyProblemIsInOneMessage() throws Exception {
        Path file = Files.writeString(folder.resolve("template.yaml"), """
                Parameters: {Url: {Type: String}, Size: {Type: String, Default: small, AllowedValues: [small, large]}}
                Resources:
                  A: {Type: AWS::RDS::DBInstance}
                  B: {Type: AWS::ECS::Cluster}
                """);
        assertThatThrownBy(() -> TemplateDeployment.read(file, "lab", Map.of("Size", "huge", "Other", "x")))
                .hasMessage("the template has no parameter Other; the parameter Url has no default; add --parameter"
                        + " Url=VALUE; the parameter Size must be one of [\"small\",\"large\"]; the type"
                        + " AWS::RDS::DBInstance of A is not served; the type AWS::ECS::Cluster of B is not served");
    }

    @Test
    void functionsAndConditionsHaveTheirValues() {
        Template template = Template.read("lab", """
                Parameters: {Stage: {Type: String, Default: test}, Names: {Type: CommaDelimitedList, Default: "a, b"}}
                Mappings: {Sizes: {test: {Timeout: 7}}}
                Conditions: {IsProduction: !Equals [!Ref Stage, production], IsTest: !Not [!Condition IsProduction]}
                Resources:
                  Absent: {Type: AWS::SQS::Queue, Condition: IsProduction}
                  Orders: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
                Outputs:
                  Sub: {Value: !Sub "${AWS::Region}/${Stage}/${Orders.Arn}/${!Literal}"}
                  Local: {Value: !Sub ["${X}-${Stage}", {X: !Select [1, !Ref Names]}]}
                  Join: {Value: !Join [":", [a, !If [IsTest, b, c], !FindInMap [Sizes, !Ref Stage, Timeout]]]}
                  Split: {Value: !Select [0, !Split [".", !GetAtt Orders.QueueName]]}
                  Gone: {Condition: IsProduction, Value: x}
                """, Map.of());
        assertThat(template.resources()).extracting(Resource::id).containsExactly("Orders");
        assertThat(template.outputs())
                .containsExactly(
                        Map.entry(
                                "Sub", "us-east-1/test/arn:aws:sqs:us-east-1:000000000000:lab-Orders.fifo/${Literal}"),
                        Map.entry("Local", "b-test"),
                        Map.entry("Join", "a:b:7"),
                        Map.entry("Split", "lab-Orders"));
    }
}
