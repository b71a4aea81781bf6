resource "azurerm_storage_account_network_rules" "a" {
# ruleid: rules.terraform.firewall-allows
  default_action = "Allow"
}
resource "x_service" "a" {
# ruleid: rules.terraform.firewall-allows
  default_action = "Allow"
# ok: rules.terraform.firewall-allows
  default_network_acl_action = "Deny"
}
# ruleid: rules.terraform.firewall-allows
resource "azurerm_key_vault" "k" {
  name = "k"
}
# ok: rules.terraform.firewall-allows
resource "azurerm_key_vault" "l" {
  network_acls {
    default_action = "Deny"
  }
}
