suspend fun one(call: ApplicationCall, e: Exception) {
// ruleid: rules.kotlin.error-in-response
    call.respondText(e.stackTraceToString())
// ruleid: rules.kotlin.error-in-response
    call.respond(HttpStatusCode.InternalServerError, mapOf("trace" to e.stackTraceToString()))
// ok: rules.kotlin.error-in-response
    logger.error(e.stackTraceToString())
// ok: rules.kotlin.error-in-response
    call.respond(HttpStatusCode.InternalServerError, "internal error")
}

fun two(response: HttpServletResponse, e: Exception) {
// ruleid: rules.kotlin.error-in-response
    e.printStackTrace(response.writer)
// ok: rules.kotlin.error-in-response
    e.printStackTrace()
}
