void f(const QString &host) {
// ruleid: rules.c.exec-qt
process.start("ping " + host);
// ruleid: rules.c.exec-qt
QProcess::execute("ping -c 1 " + host);
// ruleid: rules.c.exec-qt
boost::process::system("ping " + host);
// ok: rules.c.exec-qt
process.start("ping", {host});
// ok: rules.c.exec-qt
boost::process::child c("ls");
}
