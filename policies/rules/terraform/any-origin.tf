resource "aws_apigatewayv2_api" "a" {
  cors_configuration {
# ruleid: rules.terraform.any-origin
    allow_origins = ["*"]
  }
}
resource "aws_s3_bucket" "b" {
  cors_rule {
# ruleid: rules.terraform.any-origin
    allowed_origins = ["*"]
  }
}
resource "azurerm_linux_web_app" "c" {
  site_config {
    cors {
# ruleid: rules.terraform.any-origin
      allowed_origins = ["*"]
    }
  }
}
resource "aws_apigatewayv2_api" "d" {
  cors_configuration {
# ok: rules.terraform.any-origin
    allow_origins = ["https://app.example.com"]
  }
}
resource "aws_s3_bucket" "e" {
  cors_rule {
# ok: rules.terraform.any-origin
    allowed_origins = ["https://app.example.com"]
  }
}
