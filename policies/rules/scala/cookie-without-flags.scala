object A {
// ruleid: rules.scala.cookie-without-flags
  val a = Cookie("sid", id, secure = false)
// ruleid: rules.scala.cookie-without-flags
  val b = Cookie("sid", id, httpOnly = false)
// ruleid: rules.scala.cookie-without-flags
  cookie.setSecure(false)
// ok: rules.scala.cookie-without-flags
  val c = Cookie("sid", id, secure = true, httpOnly = true)
// ok: rules.scala.cookie-without-flags
  cookie.setSecure(true)
}
