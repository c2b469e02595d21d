resource "aws_kinesis_stream" "stream" {
  name             = "${var.name}-stream"
  retention_period = 24 # hours; the dedupe window must be at least as long

  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
}

resource "aws_lambda_event_source_mapping" "source" {
  event_source_arn               = aws_kinesis_stream.stream.arn
  function_name                  = aws_lambda_function.function.arn
  starting_position              = "TRIM_HORIZON"
  bisect_batch_on_function_error = true
  maximum_retry_attempts         = 100 # without a limit, a poison record blocks its shard; tries during a live lease count
  maximum_record_age_in_seconds  = 86400
  function_response_types        = ["ReportBatchItemFailures"]

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.dead.arn
    }
  }
}
