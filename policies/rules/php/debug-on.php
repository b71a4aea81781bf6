<?php
// ruleid: rules.php.debug-on
phpinfo();
// ruleid: rules.php.debug-on
ini_set('display_errors', 1);
// ruleid: rules.php.debug-on
return ['debug' => true];
// ok: rules.php.debug-on
ini_set('display_errors', 0);
// ok: rules.php.debug-on
return ['debug' => env('APP_DEBUG', false)];
