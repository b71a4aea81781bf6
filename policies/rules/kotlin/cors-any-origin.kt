fun f() {
    install(CORS) {
// ruleid: rules.kotlin.cors-any-origin
        anyHost()
    }
// ruleid: rules.kotlin.cors-any-origin
    registry.addMapping("/**").allowedOrigins("*")
// ruleid: rules.kotlin.cors-any-origin
    call.response.header("Access-Control-Allow-Origin", "*")
// ok: rules.kotlin.cors-any-origin
    registry.addMapping("/**").allowedOrigins("https://app.example.com")
// ok: rules.kotlin.cors-any-origin
    allowHost("app.example.com")
}
