# ruleid: rules.terraform.own-key-missing
resource "aws_cloudwatch_log_group" "a" {
  name = "a"
}
# ruleid: rules.terraform.own-key-missing
resource "aws_secretsmanager_secret" "b" {
  name = "b"
}
# ruleid: rules.terraform.own-key-missing
resource "google_pubsub_topic" "c" {
  name = "c"
}
# ok: rules.terraform.own-key-missing
resource "aws_cloudwatch_log_group" "d" {
  kms_key_id = aws_kms_key.k.arn
}
# ok: rules.terraform.own-key-missing
resource "google_pubsub_topic" "e" {
  kms_key_name = google_kms_crypto_key.k.id
}
