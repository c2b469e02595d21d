# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.80"
    }
  }
}

variable "name" {
  type        = string
  description = "Prefix of the names of all resources."
  default     = "semel"
}

# One record for each idempotency key.
resource "aws_dynamodb_table" "records" {
  name                        = "${var.name}-records"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "id"
  deletion_protection_enabled = true

  attribute {
    name = "id"
    type = "S"
  }

  ttl { # deletes expired records; correctness does not depend on it
    attribute_name = "expiration"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  lifecycle {
    prevent_destroy = true # without its records, every late duplicate executes again
  }
}

output "records_table" {
  value = aws_dynamodb_table.records.name
}

variable "code" {
  type        = string
  description = "File of the function's code."
  default     = "target/function.jar"
}

resource "aws_lambda_function" "function" {
  function_name    = var.name
  role             = aws_iam_role.function.arn
  runtime          = "java21"
  handler          = "com.example.Handler::handleRequest"
  filename         = var.code
  source_code_hash = filebase64sha256(var.code)
  memory_size      = 512
  timeout          = 50 # seconds; below one minute, so that the first retry finds a crashed attempt's lease over

  environment {
    variables = {
      IDEMPOTENCY_TABLE = aws_dynamodb_table.records.name
    }
  }
}

resource "aws_iam_role" "function" {
  name               = "${var.name}-function"
  assume_role_policy = data.aws_iam_policy_document.assumed.json
}

data "aws_iam_policy_document" "assumed" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "function" {
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.function.json
}

data "aws_iam_policy_document" "function" {
  statement {
    actions = [
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
    ]
    resources = [aws_dynamodb_table.records.arn]
  }

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.dead.arn]
  }
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.function.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_sns_topic" "topic" {
  name = "${var.name}-topic"
}

resource "aws_sns_topic_subscription" "function" {
  topic_arn = aws_sns_topic.topic.arn
  protocol  = "lambda"
  endpoint  = aws_lambda_function.function.arn

  redrive_policy = jsonencode({ # events that SNS could not hand to Lambda
    deadLetterTargetArn = aws_sqs_queue.dead.arn
  })
}

resource "aws_lambda_permission" "source" {
  function_name = aws_lambda_function.function.function_name
  action        = "lambda:InvokeFunction"
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.topic.arn
}

resource "aws_lambda_function_event_invoke_config" "function" { # events that failed in the function
  function_name                = aws_lambda_function.function.function_name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 21600 # 6 hours

  destination_config {
    on_failure {
      destination = aws_sqs_queue.dead.arn
    }
  }
}

resource "aws_sqs_queue" "dead" { # what was given up; an alarm watches it
  name                      = "${var.name}-dead"
  message_retention_seconds = 1209600 # 14 days
}

resource "aws_sqs_queue_policy" "dead" {
  queue_url = aws_sqs_queue.dead.id
  policy    = data.aws_iam_policy_document.dead.json
}

data "aws_iam_policy_document" "dead" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.dead.arn]
    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.topic.arn]
    }
  }
}

variable "alarm_topic" {
  type        = string
  description = "ARN of the SNS topic that alarms are sent to."
}

resource "aws_cloudwatch_metric_alarm" "quarantines" {
  alarm_name          = "${var.name}-Quarantines"
  alarm_actions       = [var.alarm_topic]
  alarm_description   = "A key was put into quarantine: a person must decide (semel explain)."
  namespace           = "Semel"
  metric_name         = "Quarantines"
  dimensions          = { Operation = "charge" }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "results_not_recorded" {
  alarm_name          = "${var.name}-ResultsNotRecorded"
  alarm_actions       = [var.alarm_topic]
  alarm_description   = "A body ran, and its result could not be recorded."
  namespace           = "Semel"
  metric_name         = "ResultsNotRecorded"
  dimensions          = { Operation = "charge" }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "results_unavailable" {
  alarm_name          = "${var.name}-ResultsUnavailable"
  alarm_actions       = [var.alarm_topic]
  alarm_description   = "A duplicate found no readable result."
  namespace           = "Semel"
  metric_name         = "ResultsUnavailable"
  dimensions          = { Operation = "charge" }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "take_overs" {
  alarm_name          = "${var.name}-TakeOvers"
  alarm_actions       = [var.alarm_topic]
  alarm_description   = "Attempts end with an unknown outcome: crashes, timeouts or undeclared failures."
  namespace           = "Semel"
  metric_name         = "TakeOvers"
  dimensions          = { Operation = "charge" }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 5
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "fenced_writes" {
  alarm_name          = "${var.name}-FencedWrites"
  alarm_actions       = [var.alarm_topic]
  alarm_description   = "A stale attempt was refused: a function froze, or ran past its lease."
  namespace           = "Semel"
  metric_name         = "FencedWrites"
  dimensions          = { Operation = "charge" }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "unguarded_executions" {
  alarm_name          = "${var.name}-UnguardedExecutions"
  alarm_actions       = [var.alarm_topic]
  alarm_description   = "A body ran without protection."
  namespace           = "Semel"
  metric_name         = "UnguardedExecutions"
  dimensions          = { Operation = "charge" }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "store_errors" {
  alarm_name          = "${var.name}-StoreErrors"
  alarm_actions       = [var.alarm_topic]
  alarm_description   = "Calls of the store fail; without the store nothing runs."
  namespace           = "Semel"
  metric_name         = "StoreErrors"
  dimensions          = { Operation = "charge" }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 5
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "windows_too_short" {
  alarm_name          = "${var.name}-WindowsTooShort"
  alarm_actions       = [var.alarm_topic]
  alarm_description   = "A dedupe window is shorter than its source may deliver again."
  namespace           = "Semel"
  metric_name         = "WindowsTooShort"
  dimensions          = { Operation = "charge" }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "duplicate_rate" {
  alarm_name          = "${var.name}-DuplicateRate"
  alarm_actions       = [var.alarm_topic]
  alarm_description   = "More duplicates than usual: a producer or caller retries, or a function is slow."
  evaluation_periods  = 3
  comparison_operator = "GreaterThanUpperThreshold"
  threshold_metric_id = "band"
  treat_missing_data  = "notBreaching"

  metric_query {
    id          = "band"
    expression  = "ANOMALY_DETECTION_BAND(rate, 3)"
    return_data = true
  }

  metric_query {
    id          = "rate"
    expression  = "(FILL(r,0)+FILL(p,0))/(FILL(e,0)+FILL(r,0)+FILL(p,0))"
    label       = "Duplicate rate"
    return_data = true
  }

  metric_query {
    id = "e"

    metric {
      namespace   = "Semel"
      metric_name = "Executions"
      stat        = "Sum"
      period      = 300
      dimensions  = { Operation = "charge" }
    }
  }

  metric_query {
    id = "r"

    metric {
      namespace   = "Semel"
      metric_name = "Replays"
      stat        = "Sum"
      period      = 300
      dimensions  = { Operation = "charge" }
    }
  }

  metric_query {
    id = "p"

    metric {
      namespace   = "Semel"
      metric_name = "InProgressConflicts"
      stat        = "Sum"
      period      = 300
      dimensions  = { Operation = "charge" }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  alarm_name          = "${var.name}-DeadLetters"
  alarm_actions       = [var.alarm_topic]
  alarm_description   = "Events were given up: find the cause, mend it, redrive them inside the window."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  dimensions          = { QueueName = aws_sqs_queue.dead.name }
}

data "aws_region" "current" {}

resource "aws_cloudwatch_dashboard" "dashboard" {
  dashboard_name = var.name
  dashboard_body = <<-JSON
    {
      "widgets" : [ {
        "type" : "metric",
        "x" : 0,
        "y" : 0,
        "width" : 12,
        "height" : 6,
        "properties" : {
          "title" : "Executions and duplicates",
          "region" : "${data.aws_region.current.name}",
          "stat" : "Sum",
          "period" : 300,
          "metrics" : [ [ "Semel", "Executions", "Operation", "charge" ], [ "Semel", "Replays", "Operation", "charge" ], [ "Semel", "InProgressConflicts", "Operation", "charge" ] ]
        }
      }, {
        "type" : "metric",
        "x" : 12,
        "y" : 0,
        "width" : 12,
        "height" : 6,
        "properties" : {
          "title" : "Duplicate rate",
          "region" : "${data.aws_region.current.name}",
          "stat" : "Sum",
          "period" : 300,
          "metrics" : [ [ {
            "expression" : "(FILL(r,0)+FILL(p,0))/(FILL(e,0)+FILL(r,0)+FILL(p,0))",
            "label" : "Duplicate rate"
          } ], [ "Semel", "Executions", "Operation", "charge", {
            "id" : "e",
            "visible" : false
          } ], [ "Semel", "Replays", "Operation", "charge", {
            "id" : "r",
            "visible" : false
          } ], [ "Semel", "InProgressConflicts", "Operation", "charge", {
            "id" : "p",
            "visible" : false
          } ] ]
        }
      }, {
        "type" : "metric",
        "x" : 0,
        "y" : 6,
        "width" : 12,
        "height" : 6,
        "properties" : {
          "title" : "Needs a person",
          "region" : "${data.aws_region.current.name}",
          "stat" : "Sum",
          "period" : 300,
          "metrics" : [ [ "Semel", "Quarantines", "Operation", "charge" ], [ "Semel", "QuarantineConflicts", "Operation", "charge" ], [ "Semel", "ResultsNotRecorded", "Operation", "charge" ], [ "Semel", "ResultsUnavailable", "Operation", "charge" ], [ "Semel", "Mismatches", "Operation", "charge" ], [ "Semel", "UnguardedExecutions", "Operation", "charge" ] ]
        }
      }, {
        "type" : "metric",
        "x" : 12,
        "y" : 6,
        "width" : 12,
        "height" : 6,
        "properties" : {
          "title" : "Attempts",
          "region" : "${data.aws_region.current.name}",
          "stat" : "Sum",
          "period" : 300,
          "metrics" : [ [ "Semel", "TakeOvers", "Operation", "charge" ], [ "Semel", "Releases", "Operation", "charge" ], [ "Semel", "FinalFailures", "Operation", "charge" ], [ "Semel", "FencedWrites", "Operation", "charge" ], [ "Semel", "StoreErrors", "Operation", "charge" ] ]
        }
      }, {
        "type" : "metric",
        "x" : 0,
        "y" : 12,
        "width" : 12,
        "height" : 6,
        "properties" : {
          "title" : "Causes of duplicates",
          "region" : "${data.aws_region.current.name}",
          "stat" : "Sum",
          "period" : 300,
          "metrics" : [ [ "Semel", "DuplicatesRedelivered", "Operation", "charge" ], [ "Semel", "DuplicatesRetried", "Operation", "charge" ], [ "Semel", "DuplicatesFromArchive", "Operation", "charge" ], [ "Semel", "DuplicatesConcurrent", "Operation", "charge" ], [ "Semel", "DuplicatesInBatch", "Operation", "charge" ], [ "Semel", "DuplicatesOfUnknownCause", "Operation", "charge" ] ]
        }
      }, {
        "type" : "metric",
        "x" : 12,
        "y" : 12,
        "width" : 12,
        "height" : 6,
        "properties" : {
          "title" : "Latency, 99 of 100 below",
          "region" : "${data.aws_region.current.name}",
          "stat" : "p99",
          "period" : 300,
          "metrics" : [ [ "Semel", "ClaimLatency", "Operation", "charge" ], [ "Semel", "BodyDuration", "Operation", "charge" ], [ "Semel", "CompletionLatency", "Operation", "charge" ] ]
        }
      }, {
        "type" : "metric",
        "x" : 0,
        "y" : 18,
        "width" : 12,
        "height" : 6,
        "properties" : {
          "title" : "Oldest duplicate: compare with the window",
          "region" : "${data.aws_region.current.name}",
          "stat" : "Maximum",
          "period" : 300,
          "metrics" : [ [ "Semel", "DuplicateAge", "Operation", "charge" ] ]
        }
      } ]
    }
  JSON
}
