object Files1 {
  def share(file: File, path: Path): Unit = {
// ruleid: rules.scala.open-permissions
    file.setWritable(true, false)
// ruleid: rules.scala.open-permissions
    file.setExecutable(true, false)
// ruleid: rules.scala.open-permissions
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"))
// ok: rules.scala.open-permissions
    file.setWritable(true, true)
// ok: rules.scala.open-permissions
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"))
  }
}
