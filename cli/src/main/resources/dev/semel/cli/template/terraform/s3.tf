resource "aws_s3_bucket" "bucket" {
  bucket_prefix = "${var.name}-"
}

resource "aws_s3_bucket_notification" "function" {
  bucket     = aws_s3_bucket.bucket.id
  depends_on = [aws_lambda_permission.source]

  lambda_function {
    lambda_function_arn = aws_lambda_function.function.arn
    events              = ["s3:ObjectCreated:*"] # these have the sequencer that names a delivery
  }
}

resource "aws_lambda_permission" "source" {
  function_name = aws_lambda_function.function.function_name
  action        = "lambda:InvokeFunction"
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.bucket.arn
}
