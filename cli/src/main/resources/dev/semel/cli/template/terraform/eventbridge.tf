resource "aws_cloudwatch_event_rule" "rule" {
  name          = "${var.name}-rule"
  event_pattern = jsonencode({ source = ["com.example.orders"] }) # your events
}

resource "aws_cloudwatch_event_target" "function" {
  rule = aws_cloudwatch_event_rule.rule.name
  arn  = aws_lambda_function.function.arn

  retry_policy {
    maximum_event_age_in_seconds = 86400
    maximum_retry_attempts       = 185
  }

  dead_letter_config { # events that EventBridge could not hand to Lambda
    arn = aws_sqs_queue.dead.arn
  }
}

resource "aws_lambda_permission" "source" {
  function_name = aws_lambda_function.function.function_name
  action        = "lambda:InvokeFunction"
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.rule.arn
}
