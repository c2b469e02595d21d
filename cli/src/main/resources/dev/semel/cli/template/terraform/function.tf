variable "code" {
  type        = string
  description = "File of the function's code."
  default     = "{{code}}"
}

resource "aws_lambda_function" "function" {
  function_name    = var.name
  role             = aws_iam_role.function.arn
  runtime          = "java21"
  handler          = "{{handler}}"
  filename         = var.code
  source_code_hash = filebase64sha256(var.code)
  memory_size      = 512
  timeout          = {{timeout}} # {{timeoutReason}}

  environment {
    variables = {
      IDEMPOTENCY_TABLE = {{table}}.name
    }
  }
}

resource "aws_iam_role" "function" {
  name               = "${var.name}-function"
  assume_role_policy = data.aws_iam_policy_document.assumed.json
}

data "aws_iam_policy_document" "assumed" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "function" {
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.function.json
}

data "aws_iam_policy_document" "function" {
  statement {
    actions = [
      {{actions}},
    ]
    resources = [{{table}}.arn]
  }
{{statements}}}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.function.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/{{managedPolicy}}"
}
