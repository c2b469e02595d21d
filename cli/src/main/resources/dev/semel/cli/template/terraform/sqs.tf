# The visibility timeout is 6 times the function's timeout, plus the batching window. The retention is 4 days: the dedupe
# window must be at least as long.
resource "aws_sqs_queue" "queue" {
  name                       = "${var.name}-queue"
  visibility_timeout_seconds = {{visibility}}
  message_retention_seconds  = 345600

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5 # at least 5: deliveries during a live lease count too
  })
}

resource "aws_lambda_event_source_mapping" "source" {
  event_source_arn                   = aws_sqs_queue.queue.arn
  function_name                      = aws_lambda_function.function.arn
  batch_size                         = 10
  maximum_batching_window_in_seconds = {{batching}}
  function_response_types            = ["ReportBatchItemFailures"] # without it, failed messages are lost
}
