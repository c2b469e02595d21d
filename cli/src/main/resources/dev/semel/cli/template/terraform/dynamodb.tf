# The table whose changes are handled; never the table of records.
resource "aws_dynamodb_table" "business" {
  name                        = "${var.name}-business"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  stream_enabled              = true
  stream_view_type            = "NEW_AND_OLD_IMAGES"
  deletion_protection_enabled = true

  attribute {
    name = "pk"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }
}

resource "aws_lambda_event_source_mapping" "source" {
  event_source_arn               = aws_dynamodb_table.business.stream_arn
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
