fun f(http: HttpSecurity) {
// ruleid: rules.kotlin.csrf-off
    http.csrf().disable()
// ruleid: rules.kotlin.csrf-off
    http.csrf { it.disable() }
    http {
// ruleid: rules.kotlin.csrf-off
        csrf { disable() }
    }
// ok: rules.kotlin.csrf-off
    http.csrf { }
// ok: rules.kotlin.csrf-off
    http.cors().disable()
}
