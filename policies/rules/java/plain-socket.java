class A {
  void f() throws Exception {
// ruleid: rules.java.plain-socket
    Socket s = new Socket("mail.example.com", 25);
// ruleid: rules.java.plain-socket
    URL u = new URL("http://example.com/a");
// ruleid: rules.java.plain-socket
    FTPClient f = new FTPClient();
// ok: rules.java.plain-socket
    URL v = new URL("https://example.com/a");
// ok: rules.java.plain-socket
    Object o = new SocketAddress();
  }
}
