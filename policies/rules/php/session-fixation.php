<?php
// ruleid: rules.php.session-fixation
session_id($_GET['sid']);
// ruleid: rules.php.session-fixation
ini_set('session.use_only_cookies', 0);
// ruleid: rules.php.session-fixation
ini_set("session.use_trans_sid", "1");
// ok: rules.php.session-fixation
session_regenerate_id(true);
// ok: rules.php.session-fixation
ini_set('session.use_strict_mode', 1);
