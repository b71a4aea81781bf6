# ruleid: secrets.adafruit-key
adafruit_io_key = "aio_{{A-Za-z0-9:28}}"
# ok: secrets.adafruit-key
adafruit_io_key = os.environ["ADAFRUIT_IO_KEY"]
# ok: secrets.adafruit-key
adafruit_io_key = "aio_xxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: adafruit-key.js
// ruleid: secrets.adafruit-key
const client = connect({ adafruitIoKey: 'aio_{{A-Za-z0-9:28}}' })
// ok: secrets.adafruit-key
const other = connect({ adafruitIoKey: process.env.ADAFRUIT_IO_KEY })
# --- case: adafruit-key.sh
# ruleid: secrets.adafruit-key
export ADAFRUIT_IO_KEY='aio_{{A-Za-z0-9:28}}'
# ok: secrets.adafruit-key
export ADAFRUIT_IO_KEY="$(cat /run/secrets/adafruit_io_key)"
