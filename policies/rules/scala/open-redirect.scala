object A {
// ruleid: rules.scala.open-redirect
  def a(url: String) = Action { Redirect(url) }
// ruleid: rules.scala.open-redirect
  def b = Action { request => Redirect(request.getQueryString("next").get) }
// ruleid: rules.scala.open-redirect
  def c(next: String) = redirect(next, StatusCodes.Found)
// ok: rules.scala.open-redirect
  def d = Action { Redirect(routes.HomeController.index()) }
// ok: rules.scala.open-redirect
  def e = Action { Redirect("/home") }
}
