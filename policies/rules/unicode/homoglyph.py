# ruleid: unicode.homoglyph
def p{{U+0430}}yment(order):
    # ruleid: unicode.homoglyph
    return us{{U+0435}}r.pay(order)
# ok: unicode.homoglyph
def payment(order):
    # ok: unicode.homoglyph
    return "оплата заказа"
# --- case: homoglyph.go
// ruleid: unicode.homoglyph
func is{{U+0410}}dmin(u User) bool { return u.Admin }
// ok: unicode.homoglyph
var Δt = now.Sub(start)
