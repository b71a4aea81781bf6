class A {
  void F(string host) {
// ruleid: rules.csharp.command-built
    Process.Start("cmd.exe", "/c ping " + host);
// ruleid: rules.csharp.command-built
    var p = new ProcessStartInfo("bash", $"-c \"ls {dir}\"");
// ruleid: rules.csharp.command-built
    System.Diagnostics.Process.Start("sh", "-c " + Request.Query["c"]);
// ok: rules.csharp.command-built
    Process.Start("notepad.exe");
// ok: rules.csharp.command-built
    var q = new ProcessStartInfo("ping") { ArgumentList = { host } };
  }
}
