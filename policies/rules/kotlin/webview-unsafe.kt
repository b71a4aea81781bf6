fun f() {
// ruleid: rules.kotlin.webview-unsafe
    webView.addJavascriptInterface(Bridge(), "app")
// ruleid: rules.kotlin.webview-unsafe
    webView.settings.allowUniversalAccessFromFileURLs = true
// ruleid: rules.kotlin.webview-unsafe
    WebView.setWebContentsDebuggingEnabled(true)
// ok: rules.kotlin.webview-unsafe
    webView.settings.allowFileAccess = false
// ok: rules.kotlin.webview-unsafe
    webView.loadUrl(url)
}
