object A {
// ruleid: rules.scala.command-built
  val a = Process(s"ping -c 1 $host")
// ruleid: rules.scala.command-built
  val b = Seq("sh", "-c", cmd)
// ruleid: rules.scala.command-built
  Runtime.getRuntime.exec("ls " + dir)
// ok: rules.scala.command-built
  val c = Process(Seq("ping", "-c", "1", host))
// ok: rules.scala.command-built
  val d = Process("ls -la")
}
