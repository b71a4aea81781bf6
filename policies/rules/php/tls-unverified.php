<?php
// ruleid: rules.php.tls-unverified
curl_setopt($ch, CURLOPT_SSL_VERIFYPEER, false);
// ruleid: rules.php.tls-unverified
$client = new Client(['verify' => false]);
// ruleid: rules.php.tls-unverified
$o = ['ssl' => ['verify_peer' => false]];
// ok: rules.php.tls-unverified
curl_setopt($ch, CURLOPT_SSL_VERIFYPEER, true);
// ok: rules.php.tls-unverified
$client2 = new Client(['timeout' => 5]);
