class A {
  void f(String host) throws Exception {
// ruleid: rules.java.command-built
    Runtime.getRuntime().exec("ping -c 1 " + host);
// ruleid: rules.java.command-built
    new ProcessBuilder("sh", "-c", cmd).start();
// ruleid: rules.java.command-built
    runtime.exec(new String[]{"/bin/sh", "-c", "ls " + dir});
// ok: rules.java.command-built
    new ProcessBuilder("ping", "-c", "1", host).start();
// ok: rules.java.command-built
    Runtime.getRuntime().exec("ls -la");
  }
}
