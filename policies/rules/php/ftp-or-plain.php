<?php
// ruleid: rules.php.ftp-or-plain
$c = ftp_connect($host);
// ruleid: rules.php.ftp-or-plain
$t = file_get_contents("http://api.example.com/x");
// ruleid: rules.php.ftp-or-plain
curl_setopt($ch, CURLOPT_URL, "http://example.com");
// ok: rules.php.ftp-or-plain
$c = ftp_ssl_connect($host);
// ok: rules.php.ftp-or-plain
$t = file_get_contents("https://api.example.com/x");
