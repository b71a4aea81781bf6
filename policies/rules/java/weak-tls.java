class A {
  void f() throws Exception {
// ruleid: rules.java.weak-tls
    SSLContext c = SSLContext.getInstance("SSL");
// ruleid: rules.java.weak-tls
    SSLContext d = SSLContext.getInstance("TLSv1.1");
// ruleid: rules.java.weak-tls
    socket.setEnabledProtocols(new String[]{"TLSv1", "TLSv1.2"});
// ok: rules.java.weak-tls
    SSLContext e = SSLContext.getInstance("TLSv1.3");
// ok: rules.java.weak-tls
    SSLContext g = SSLContext.getInstance("TLS");
  }
}
