fun f() {
// ruleid: rules.kotlin.cookie-without-flags
    cookie.secure = false
// ruleid: rules.kotlin.cookie-without-flags
    cookie.httpOnly = false
// ruleid: rules.kotlin.cookie-without-flags
    call.response.cookies.append("sid", id, secure = false)
// ok: rules.kotlin.cookie-without-flags
    cookie.secure = true
// ok: rules.kotlin.cookie-without-flags
    call.response.cookies.append("sid", id, secure = true, httpOnly = true)
}
