fun f() {
// ruleid: rules.kotlin.open-redirect
    call.respondRedirect(call.parameters["next"]!!)
// ruleid: rules.kotlin.open-redirect
    response.sendRedirect(request.getParameter("url"))
// ruleid: rules.kotlin.open-redirect
    return "redirect:$url"
// ok: rules.kotlin.open-redirect
    call.respondRedirect("/home")
// ok: rules.kotlin.open-redirect
    return "redirect:/home"
}
