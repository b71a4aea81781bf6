import jinja2
from jinja2 import Environment, FileSystemLoader

# ruleid: rules.python.autoescape-off
first = Environment(loader=FileSystemLoader("templates"))
# ruleid: rules.python.autoescape-off
second = jinja2.Environment(autoescape=False)
# ruleid: rules.python.autoescape-off
third = Environment(loader=FileSystemLoader("mail"), autoescape=False)

# --- case
from jinja2 import Environment, FileSystemLoader, select_autoescape

# ok: rules.python.autoescape-off
first = Environment(loader=FileSystemLoader("templates"), autoescape=select_autoescape())
# ok: rules.python.autoescape-off
second = Environment(loader=FileSystemLoader("templates"), autoescape=True)
