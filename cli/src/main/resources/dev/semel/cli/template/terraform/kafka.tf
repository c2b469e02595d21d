variable "cluster_arn" {
  type        = string
  description = "ARN of the MSK cluster."
}

resource "aws_lambda_event_source_mapping" "source" {
  event_source_arn  = var.cluster_arn
  function_name     = aws_lambda_function.function.arn
  topics            = ["payments"] # your topic
  starting_position = "TRIM_HORIZON"

  destination_config { # with it Lambda makes at most 10 tries; tries during a live lease count
    on_failure {
      destination_arn = aws_sqs_queue.dead.arn
    }
  }
}
