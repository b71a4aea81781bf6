data "aws_iam_policy_document" "a" {
# ruleid: rules.terraform.open-federation
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com"]
    }
    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:*"]
    }
  }
}
data "aws_iam_policy_document" "b" {
# ruleid: rules.terraform.open-federation
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com"]
    }
    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["workflow:deploy"]
    }
  }
}
# ruleid: rules.terraform.open-federation
resource "google_iam_workload_identity_pool_provider" "c" {
  oidc {
    issuer_uri = "https://token.actions.githubusercontent.com"
  }
}
data "aws_iam_policy_document" "d" {
# ok: rules.terraform.open-federation
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com"]
    }
    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:org/app:ref:refs/heads/main"]
    }
  }
}
# ok: rules.terraform.open-federation
resource "google_iam_workload_identity_pool_provider" "e" {
  attribute_condition = "assertion.repository == 'org/app'"
}
