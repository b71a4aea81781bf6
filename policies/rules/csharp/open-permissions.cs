class A {
  void F() {
// ruleid: rules.csharp.open-permissions
    File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherWrite);
// ruleid: rules.csharp.open-permissions
    var r = new FileSystemAccessRule("Everyone", FileSystemRights.FullControl, AccessControlType.Allow);
// ruleid: rules.csharp.open-permissions
    var s = new SecurityIdentifier(WellKnownSidType.WorldSid, null);
// ok: rules.csharp.open-permissions
    File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
// ok: rules.csharp.open-permissions
    var t = new FileSystemAccessRule(user, FileSystemRights.Read, AccessControlType.Allow);
  }
}
