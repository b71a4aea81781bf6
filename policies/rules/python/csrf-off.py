from django.views.decorators.csrf import csrf_exempt


# ruleid: rules.python.csrf-off
@csrf_exempt
def transfer(request):
    return move(request.POST["to"])


# ruleid: rules.python.csrf-off
app.config["WTF_CSRF_ENABLED"] = False
# ruleid: rules.python.csrf-off
app.config.update(WTF_CSRF_ENABLED=False)
# ruleid: rules.python.csrf-off
csrf.exempt(view)

# --- case
from django.views.decorators.csrf import csrf_protect


# ok: rules.python.csrf-off
@csrf_protect
def transfer(request):
    return move(request.POST["to"])


# ok: rules.python.csrf-off
app.config["WTF_CSRF_ENABLED"] = True
