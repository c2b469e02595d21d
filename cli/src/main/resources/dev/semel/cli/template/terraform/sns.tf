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
