<?php
// ruleid: rules.php.jwt-unverified
$c = Configuration::forUnsecuredSigner();
// ruleid: rules.php.jwt-unverified
$t = JWT::encode($payload, '', 'none');
// ruleid: rules.php.jwt-unverified
$claims = json_decode(base64_decode(explode('.', $token)[1]));
// ok: rules.php.jwt-unverified
$t = JWT::encode($payload, $key, 'HS256');
// ok: rules.php.jwt-unverified
$x = json_decode(base64_decode($body));
