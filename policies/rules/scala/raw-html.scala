object A {
// ruleid: rules.scala.raw-html
  val a = Html(comment.body)
// ruleid: rules.scala.raw-html
  val b = Html(s"<b>$name</b>")
// ruleid: rules.scala.raw-html
  def c(name: String) = Action { Ok("<h1>" + name + "</h1>").as(HTML) }
// ok: rules.scala.raw-html
  val d = Html("<b>x</b>")
// ok: rules.scala.raw-html
  def e = Action { Ok(views.html.index(name)) }
}
