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
