resource "aws_sqs_queue_policy" "a" {
# ruleid: rules.terraform.public-policy
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage" }] })
}
resource "google_storage_bucket_iam_member" "b" {
# ruleid: rules.terraform.public-policy
  member = "allUsers"
}
# ruleid: rules.terraform.public-policy
resource "aws_lambda_permission" "c" {
  action    = "lambda:InvokeFunction"
  principal = "s3.amazonaws.com"
}
resource "google_storage_bucket_iam_member" "d" {
# ok: rules.terraform.public-policy
  member = "user:a@example.com"
}
resource "aws_sqs_queue_policy" "e" {
# ok: rules.terraform.public-policy
  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.a.arn }, Action = "sqs:SendMessage" }] })
}
