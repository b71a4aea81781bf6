<?php
// ruleid: rules.php.cookie-without-flags
setcookie("session", $id);
// ruleid: rules.php.cookie-without-flags
setcookie('auth_token', $token, time() + 3600, '/');
// ruleid: rules.php.cookie-without-flags
ini_set('session.cookie_httponly', 0);
// ruleid: rules.php.cookie-without-flags
$params = ['lifetime' => 0, 'httponly' => false];
// ok: rules.php.cookie-without-flags
setcookie("session", $id, ['secure' => true, 'httponly' => true]);
// ok: rules.php.cookie-without-flags
setcookie("theme", "dark");
// ok: rules.php.cookie-without-flags
setcookie("session", $id, 0, '/', '', true, true);
