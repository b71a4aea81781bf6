fn f() {
// ruleid: rules.rust.open-permissions
  fs::set_permissions(path, Permissions::from_mode(0o777));
// ruleid: rules.rust.open-permissions
  OpenOptions::new().write(true).mode(0o666).open(path);
// ruleid: rules.rust.open-permissions
  permissions.set_mode(0o757);
// ok: rules.rust.open-permissions
  fs::set_permissions(path, Permissions::from_mode(0o600));
// ok: rules.rust.open-permissions
  OpenOptions::new().write(true).mode(0o640).open(path);
}
