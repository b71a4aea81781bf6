data "aws_iam_policy_document" "a" {
  statement {
# ruleid: rules.terraform.wildcard-policy
    actions   = ["s3:*"]
    resources = ["*"]
  }
}
resource "aws_iam_policy" "b" {
# ruleid: rules.terraform.wildcard-policy
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}
resource "google_project_iam_member" "c" {
# ruleid: rules.terraform.wildcard-policy
  role = "roles/owner"
}
data "aws_iam_policy_document" "d" {
  statement {
# ok: rules.terraform.wildcard-policy
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::b/*"]
  }
}
resource "google_project_iam_member" "e" {
# ok: rules.terraform.wildcard-policy
  role = "roles/viewer"
}
