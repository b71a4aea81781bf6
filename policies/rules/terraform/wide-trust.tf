resource "aws_iam_role" "a" {
# ruleid: rules.terraform.wide-trust
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "111122223333" } }] })
}
resource "aws_iam_role" "b" {
# ruleid: rules.terraform.wide-trust
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::111122223333:root" } }] })
}
resource "aws_iam_role" "c" {
# ruleid: rules.terraform.wide-trust
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { "AWS": ["arn:aws:iam::111122223333:root"] } }] })
}
resource "aws_iam_role" "d" {
# ok: rules.terraform.wide-trust
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::111122223333:role/ci" } }] })
}
resource "aws_iam_role" "e" {
# ok: rules.terraform.wide-trust
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}
