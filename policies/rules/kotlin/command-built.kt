fun f(host: String) {
// ruleid: rules.kotlin.command-built
    Runtime.getRuntime().exec("ping -c 1 $host")
// ruleid: rules.kotlin.command-built
    ProcessBuilder("sh", "-c", cmd).start()
// ruleid: rules.kotlin.command-built
    runtime.exec("ls " + dir)
// ok: rules.kotlin.command-built
    ProcessBuilder("ping", "-c", "1", host).start()
// ok: rules.kotlin.command-built
    Runtime.getRuntime().exec("ls -la")
}
