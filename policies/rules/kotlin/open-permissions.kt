fun share(file: File, path: Path) {
// ruleid: rules.kotlin.open-permissions
    file.setWritable(true, false)
// ruleid: rules.kotlin.open-permissions
    file.setReadable(true, false)
// ruleid: rules.kotlin.open-permissions
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"))
// ruleid: rules.kotlin.open-permissions
    val file2 = openFileOutput("notes.txt", Context.MODE_WORLD_READABLE)
// ok: rules.kotlin.open-permissions
    file.setWritable(true, true)
// ok: rules.kotlin.open-permissions
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"))
// ok: rules.kotlin.open-permissions
    val file3 = openFileOutput("notes.txt", Context.MODE_PRIVATE)
}
