<?php
// ruleid: rules.php.weak-hash
$h = md5($password);
// ruleid: rules.php.weak-hash
$t = sha1(uniqid() . $secret);
// ruleid: rules.php.weak-hash
$m = hash('md5', $data);
// ok: rules.php.weak-hash
$ok = password_hash($password, PASSWORD_DEFAULT);
// ok: rules.php.weak-hash
$c = hash('sha256', $data);
