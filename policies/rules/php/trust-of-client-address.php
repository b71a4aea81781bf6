<?php
// ruleid: rules.php.trust-of-client-address
$ip = $_SERVER['HTTP_X_FORWARDED_FOR'];
// ruleid: rules.php.trust-of-client-address
if ($_SERVER["HTTP_CLIENT_IP"] == $admin) { ok(); }
// ruleid: rules.php.trust-of-client-address
$r = $_SERVER['HTTP_REFERER'];
// ok: rules.php.trust-of-client-address
$ip = $_SERVER['REMOTE_ADDR'];
// ok: rules.php.trust-of-client-address
$h = $_SERVER['HTTP_HOST'];
