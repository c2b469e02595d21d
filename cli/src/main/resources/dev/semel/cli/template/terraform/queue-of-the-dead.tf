resource "aws_sqs_queue" "dead" { # what was given up; an alarm watches it
  name                      = "${var.name}-dead"
  message_retention_seconds = 1209600 # 14 days
}
