<?php
// ruleid: rules.php.session-key-from-request
$_SESSION[$_POST['field']] = true;
// ruleid: rules.php.session-key-from-request
$_SESSION['role'] = $_GET['role'];
// ruleid: rules.php.session-key-from-request
$_SESSION["user_id"] = $_COOKIE['uid'];
// ok: rules.php.session-key-from-request
$_SESSION['user_id'] = $user->id;
// ok: rules.php.session-key-from-request
$_SESSION['lang'] = $_GET['lang'];
