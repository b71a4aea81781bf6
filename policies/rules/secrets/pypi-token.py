# ruleid: secrets.pypi-token
pypi_token = "pypi-AgEIcHlw{{}}aS5vcmc{{A-Za-z0-9:80}}"
# ok: secrets.pypi-token
pypi_token = os.environ["PYPI_TOKEN"]
# ok: secrets.pypi-token
pypi_token = "pypi-AgEIcHlwaS5vcmcxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: pypi-token.rb
# ruleid: secrets.pypi-token
client = Client.new('pypi-AgEIcHlw{{}}aS5vcmc{{A-Za-z0-9:80}}')
# ok: secrets.pypi-token
other = Client.new(ENV['PYPI_TOKEN'])
# --- case: pypi-token.yaml
# ruleid: secrets.pypi-token
pypi_token: "pypi-AgEIcHlw{{}}aS5vcmc{{A-Za-z0-9:80}}"
# ok: secrets.pypi-token
pypi_token_file: /run/secrets/pypi_token
