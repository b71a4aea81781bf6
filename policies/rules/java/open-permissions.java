class A {
  void f(File file) throws Exception {
// ruleid: rules.java.open-permissions
    file.setWritable(true, false);
// ruleid: rules.java.open-permissions
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
// ruleid: rules.java.open-permissions
    perms.add(PosixFilePermission.OTHERS_WRITE);
// ok: rules.java.open-permissions
    file.setWritable(true);
// ok: rules.java.open-permissions
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
  }
}
