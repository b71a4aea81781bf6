object A {
// ruleid: rules.scala.csrf-off
  settings.csrfEnabled = false
// ruleid: rules.scala.csrf-off
  val c = Configuration.from(Map("play.filters.csrf.enabled" -> false))
// ruleid: rules.scala.csrf-off
  CSRFConfig.disable()
// ok: rules.scala.csrf-off
  settings.csrfEnabled = true
// ok: rules.scala.csrf-off
  val d = Configuration.from(Map("play.http.x" -> false))
}
