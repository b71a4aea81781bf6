resource "aws_lambda_function" "a" {
# ruleid: rules.terraform.outdated
  runtime = "python3.7"
}
resource "aws_lambda_function" "b" {
# ruleid: rules.terraform.outdated
  runtime = "nodejs14.x"
}
resource "aws_eks_cluster" "c" {
# ruleid: rules.terraform.outdated
  version = "1.21"
}
resource "aws_lambda_function" "d" {
# ok: rules.terraform.outdated
  runtime = "python3.13"
}
resource "aws_eks_cluster" "e" {
# ok: rules.terraform.outdated
  version = "1.33"
}
