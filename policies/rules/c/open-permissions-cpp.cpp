void f() {
// ruleid: rules.c.open-permissions-cpp
std::filesystem::permissions(path, std::filesystem::perms::all);
// ruleid: rules.c.open-permissions-cpp
fs::permissions(path, fs::perms::others_write, fs::perm_options::add);
// ruleid: rules.c.open-permissions-cpp
file.setPermissions(QFile::ReadOwner | QFile::WriteOther);
// ok: rules.c.open-permissions-cpp
fs::permissions(path, fs::perms::owner_all);
// ok: rules.c.open-permissions-cpp
file.setPermissions(QFile::ReadOwner);
}
