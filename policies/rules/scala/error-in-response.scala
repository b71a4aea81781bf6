class Items extends Controller {
  def one = Action {
    try work() catch {
      case e: Exception =>
// ruleid: rules.scala.error-in-response
        InternalServerError(e.getStackTrace.mkString("\n"))
    }
  }

  def two = Action {
    try work() catch {
      case e: Exception =>
// ruleid: rules.scala.error-in-response
        BadRequest("failed: " + ExceptionUtils.getStackTrace(e))
    }
  }

  def three(response: HttpServletResponse, e: Exception): Unit = {
// ruleid: rules.scala.error-in-response
    e.printStackTrace(response.getWriter)
  }

  def four = Action {
    try work() catch {
      case e: Exception =>
// ok: rules.scala.error-in-response
        logger.error(e.getStackTrace.mkString("\n"))
// ok: rules.scala.error-in-response
        InternalServerError("internal error")
    }
  }
}
