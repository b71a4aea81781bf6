data "aws_iam_policy_document" "a" {
  statement {
    actions   = ["s3:PutObject"]
# ruleid: rules.terraform.wide-resource
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "b" {
  statement {
    actions   = ["sqs:DeleteMessage", "sqs:ReceiveMessage"]
# ruleid: rules.terraform.wide-resource
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "c" {
  statement {
    actions   = ["dynamodb:UpdateItem"]
# ruleid: rules.terraform.wide-resource
    resources = ["*"]
  }
}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:PutObject"]
# ok: rules.terraform.wide-resource
    resources = ["arn:aws:s3:::b/*"]
  }
}
data "aws_iam_policy_document" "e" {
  statement {
    actions   = ["ec2:DescribeInstances"]
# ok: rules.terraform.wide-resource
    resources = ["*"]
  }
}
