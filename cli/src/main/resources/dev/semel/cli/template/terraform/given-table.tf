variable "records_table" {
  type        = string
  description = "Name of the table of records, from \"semel template table\"."
}

data "aws_dynamodb_table" "records" {
  name = var.records_table
}
