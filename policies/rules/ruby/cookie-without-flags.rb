# ruleid: rules.ruby.cookie-without-flags
cookies[:session_id] = id
# ruleid: rules.ruby.cookie-without-flags
Rails.application.config.session_store :cookie_store, key: "_app", httponly: false
# ruleid: rules.ruby.cookie-without-flags
cookies[:remember_token] = { value: t, expires: 1.year.from_now }
# ok: rules.ruby.cookie-without-flags
cookies[:session_id] = { value: id, httponly: true, secure: true }
# ok: rules.ruby.cookie-without-flags
cookies[:theme] = "dark"
